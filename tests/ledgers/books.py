"""Small workbooks of a small office, made here, and the ways a test hands them in."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.ledgers.build import xlsx
from xianfeng.cli.main import main
from xianfeng.ledgers.models import Batch

UNIT_HEAD = [
    "组织编码",
    "组织名称",
    "组织类别",
    "上级组织编码",
    "所属单位",
    "单位性质",
    "成立日期",
    "本届起始日期",
    "任期年限",
]
UNITS = [
    ["GW", "河阳市直工委", "工委", "", "市直工委", "行政机关", "1984-05-01", "", ""],
    ["GW1", "教育局党委", "党委", "GW", "教育局", "行政机关", "1999-04-19", "2019-05-12", 5],
    ["GW101", "教育一支部", "党支部", "GW1", "教育局", "行政机关", "2004-08-07", "2019-05-26", 3],
    ["GW102", "教育二支部", "党支部", "GW1", "教育局", "行政机关", "2004-08-07", "2019-11-30", 3],
    ["GW2", "民政局支部", "党支部", "GW", "民政局", "行政机关", "2012-06-03", "2020-08-10", 3],
]
MEMBER_HEAD = [
    "序号",
    "姓名",
    "身份证号",
    "性别",
    "民族",
    "出生日期",
    "学历",
    "入党日期",
    "转正日期",
    "人员类别",
    "所在党支部编码",
    "党内职务",
    "手机号码",
    "居住社区",
    "党费基数",
]


def number(birth, order=1, region="710000"):
    """Return an identity number with a right check digit; odd orders are men's."""
    body = f"{region}{birth}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def person(name, birth="19850701", order=1, unit="GW101", **cells):
    """Return one roster row as a dict of heading → cell."""
    row = {
        "姓名": name,
        "身份证号": number(birth, order),
        "性别": "男" if order % 2 else "女",
        "民族": "汉族",
        "出生日期": birth,
        "学历": "大学本科",
        "入党日期": "2006-08-03",
        "转正日期": "2007-08-03",
        "人员类别": "正式党员",
        "所在党支部编码": unit,
        "手机号码": f"199{birth}"[:11],
    }
    return row | cells


def roster(*people, head=MEMBER_HEAD):
    """Return a roster workbook; the first person stands in Excel's row 3."""
    rows = [[one.get(column, "") for column in head] for one in people]
    for place, row in enumerate(rows, 1):
        row[0] = place if head[0] == "序号" else row[0]
    return xlsx(("花名册", [["某机关党员花名册"], head, *rows]))


def units(rows=UNITS, head=UNIT_HEAD):
    """Return a workbook of units; the first one stands in Excel's row 2."""
    return xlsx(("党组织", [head, *rows]))


def tasks(*rows, title="河阳市2020年重点任务分解表"):
    """Return a task breakdown; the first task stands in Excel's row 3."""
    head = ["序号", "方面", "任务", "牵头组织编码", "配合组织编码", "完成时限", "节点要求"]
    return xlsx(("任务分解表", [[title], head, *rows]))


def command(*arguments):
    """Run the command line; return (exit status, JSON document or None, messages)."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(list(map(str, arguments)))
    return status, json.loads(out.getvalue()) if out.getvalue() else None, err.getvalue()


def take_in(tmp_path, kind, content, *more, name="表.xlsx"):
    """Import a workbook by the command line; return (exit status, JSON document, messages)."""
    path = tmp_path / name
    path.write_bytes(content)
    return command("import", kind, path, "--json", *more)


def upload(client, kind, content, name="表.xlsx"):
    """Hand a file in by the page; return the batch, or None with the page's answer."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("ledgers:upload", args=[kind]), {"file": file})
    if answer.status_code == 302:
        return Batch.objects.get(pk=int(answer["Location"].rsplit("/", 1)[1])), answer
    return None, answer


def post(client, batch, action, **data):
    """Post one of a batch's forms with its version; return the batch as it then is."""
    batch.refresh_from_db()
    url = reverse(f"ledgers:{action}", args=[batch.pk])
    answer = client.post(url, {"version": batch.version, **data})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    batch.refresh_from_db()
    return batch
