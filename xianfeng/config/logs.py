"""What is written to the log: what went wrong, and nobody's data."""

import logging
import re
from typing import Any

# PostgreSQL tells the whole row that a constraint refused; a row may hold line breaks itself.
_DETAIL = re.compile(r"DETAIL:.*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)


class DiscreetFormatter(logging.Formatter):
    """Leaves out the rows that a database quotes in its errors."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        """Return the traceback without the quoted row."""
        return _DETAIL.sub("DETAIL: (left out)", super().formatException(ei))
