"""Fill an empty database with a fictitious city and a year of facts."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from xianfeng.demo.burden import make_burden
from xianfeng.demo.care import make_care
from xianfeng.demo.changes import make_changes
from xianfeng.demo.checkin import make_checkin
from xianfeng.demo.city import make_city
from xianfeng.demo.development import make_development
from xianfeng.demo.elections import make_elections
from xianfeng.demo.examples import make_examples
from xianfeng.demo.gatherings import make_year
from xianfeng.demo.living import make_living
from xianfeng.demo.orders import make_orders
from xianfeng.demo.outreach import make_outreach
from xianfeng.demo.participation import make_participation
from xianfeng.demo.partners import make_partners
from xianfeng.demo.people import make_people
from xianfeng.demo.ratings import make_ratings
from xianfeng.demo.rectification import make_rectification
from xianfeng.demo.responsibility import make_responsibility
from xianfeng.demo.reviews import make_reviews
from xianfeng.demo.service import make_service
from xianfeng.demo.standards import make_standards
from xianfeng.demo.supervision import make_supervision
from xianfeng.demo.tasks import make_tasks
from xianfeng.demo.transfers import make_transfers
from xianfeng.demo.voice import make_voice
from xianfeng.demo.volunteering import make_volunteering
from xianfeng.kernel import audit, statistics
from xianfeng.kernel.actions import Refused, action
from xianfeng.kernel.viewer import OPERATOR_ROLE, Viewer, require
from xianfeng.units.models import Unit


@dataclass(frozen=True)
class Made:
    """How much was made."""

    units: int
    members: int
    meetings: int


@action("demo.fill")
def fill(
    *,
    actor: Viewer,
    at: datetime,
    agencies: int,
    members: int,
    seed: int,
    year: int,
    today: date,
) -> Made:
    """Make the city; the same arguments give the same city. Refused when any unit stands."""
    require(actor, {OPERATOR_ROLE}, "")
    if Unit.objects.exists():
        raise Refused("数据库里已有党组织：演示城市只装进空库，请另指定一个空数据库")
    random = Random(seed)
    city = make_city(random, agencies, members, year)
    rolls = make_people(random, city, min(today, date(year, 12, 31)))
    meetings = make_year(random, rolls, year, today)
    make_tasks(random, city, year, today)
    meetings += make_living(Random(f"{seed}-life"), city, rolls, year, today)
    make_rectification(Random(f"{seed}-rectification"), city, rolls, year, today)
    make_orders(city, rolls, year, today)
    make_examples(city, rolls, date(year, 1, 1))
    make_care(Random(f"{seed}-care"), rolls, year, today)
    make_outreach(Random(f"{seed}-outreach"), city, rolls, year, today)
    make_voice(Random(f"{seed}-voice"), city, rolls, year, today)
    make_reviews(Random(f"{seed}-reviews"), rolls, year, today)
    make_transfers(Random(f"{seed}-transfers"), city, rolls, year, today)
    make_elections(Random(f"{seed}-elections"), city, rolls, year, today)
    make_development(Random(f"{seed}-development"), city, rolls, year, today)
    make_changes(Random(f"{seed}-changes"), city, year, today)
    make_standards(Random(f"{seed}-standards"), city, year, today)
    make_responsibility(Random(f"{seed}-responsibility"), city, rolls, year, today)
    make_supervision(Random(f"{seed}-supervision"), city, rolls, year, today)
    make_checkin(Random(f"{seed}-checkin"), city, rolls, year, today)
    make_service(Random(f"{seed}-service"), city, rolls, year, today)
    make_partners(Random(f"{seed}-partners"), city, rolls, year, today)
    make_volunteering(Random(f"{seed}-volunteering"), city, rolls, year, today)
    make_ratings(Random(f"{seed}-ratings"), city, year, today)
    make_participation(Random(f"{seed}-participation"), year, today)
    make_burden(Random(f"{seed}-burden"), city, year, today)
    made = Made(len(city.units), sum(len(roll.members) for roll in rolls), meetings)
    statistics.refresh()
    audit.record("demo.city", new={**vars(made), "seed": seed, "year": year}, unit_id=city.root.pk)
    return made
