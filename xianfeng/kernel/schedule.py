"""What is to be done once a day; any number of workers may ask, one of them queues it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from uuid import NAMESPACE_OID, UUID, uuid5

from xianfeng.kernel import idempotency

Job = Callable[[date], None]

_daily: dict[str, Job] = {}


def daily(name: str, job: Job) -> None:
    """Have a job run once on every day on which a worker is up; it is told which day."""
    _daily[name] = job


def due(today: date, at: datetime) -> list[str]:
    """Run the jobs that nobody has run today yet, each in a transaction; return their names."""
    done: list[str] = []
    for name, job in _daily.items():
        idempotency.once(_key(name, today), None, at, partial(_run, name, job, today, done))
    return done


def _run(name: str, job: Job, today: date, done: list[str]) -> str:
    job(today)
    done.append(name)
    return name


def _key(name: str, today: date) -> UUID:
    return uuid5(NAMESPACE_OID, f"xianfeng/{name}/{today}")
