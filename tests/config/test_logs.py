"""The log names what went wrong and quotes nobody's row."""

import logging
import sys

from xianfeng.config.logs import DiscreetFormatter

ROW = "new row violates a check\nDETAIL:  Failing row contains (7, 专属党员,\n\n专属手机)."


def test_a_row_that_a_database_quotes_is_left_out():
    try:
        try:
            raise ValueError(ROW)
        except ValueError as problem:
            raise RuntimeError(ROW) from problem
    except RuntimeError:
        told = logging.LogRecord("x", logging.ERROR, __file__, 1, "错误", (), sys.exc_info())
    text = DiscreetFormatter().format(told)
    assert "专属" not in text
    assert text.count("DETAIL: (left out)") == 2
    assert text.count("new row violates a check") == 2
    assert "The above exception was the direct cause" in text
