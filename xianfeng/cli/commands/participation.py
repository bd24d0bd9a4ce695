"""Write a unit's report on participation for a year or half of one."""

import argparse
from pathlib import Path

from xianfeng.cli.output import DONE, FINDINGS, Unusable, actor, document, say
from xianfeng.kernel import clock

NAME = "participation"
HELP = "写出一个党组织一年（或半年）参与社区服务的双报告"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the unit, the period, and where to write."""
    parser.add_argument("--unit", required=True, metavar="CODE", help="组织编码，含下级")
    parser.add_argument("--year", type=int, required=True, help="年份，如 2021")
    parser.add_argument("--half", type=int, choices=[1, 2], help="只写上半年（1）或下半年（2）")
    parser.add_argument("-o", "--output", metavar="FILE", help="写成 .docx 或 .xlsx")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    """Write or print the report; a community that has not spoken is a finding."""
    from xianfeng.kernel import periods
    from xianfeng.participation import papers
    from xianfeng.participation.queries import sheets
    from xianfeng.units import queries as units

    today = clock.today()
    if not 1990 <= options.year <= today.year:
        raise Unusable("年份应在 1990 年到今年之间")
    if not options.output and not options.json:
        raise Unusable("请用 -o 写明文件，或用 --json 输出到屏幕")
    suffix = Path(options.output).suffix.lower() if options.output else ""
    if options.output and suffix not in {".docx", ".xlsx"}:
        raise Unusable("文件名应以 .docx 或 .xlsx 结尾")
    viewer = actor()
    unit = units.visible_to(viewer).filter(code=options.unit).first()
    if unit is None:
        raise Unusable(f"没有编码为 {options.unit} 的党组织")
    half = f"-H{options.half}" if options.half else ""
    period = periods.parse(f"{options.year:04d}{half}")
    if period.start > today:
        raise Unusable("这段时间还没有开始")
    sheet = sheets.of_unit(viewer, unit, period, today)
    if suffix == ".docx":
        _write(options.output, papers.of_unit(unit, period, sheet))
    elif suffix:
        _write(options.output, papers.workbook(unit, period, sheet).getvalue())
    if options.json:
        document(papers.plain(unit, period, sheet))
    if sheet.unsaid:
        say(f"还有 {sheet.unsaid} 个社区没有给出意见。")
    return FINDINGS if sheet.unsaid else DONE


def _write(name: str, content: bytes) -> None:
    path = Path(name)
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise Unusable(f"写不到 {path}：{problem.strerror}") from None
    say(f"已写好：{path}")
