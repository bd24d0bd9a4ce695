"""What an import says of a file, a row and a cell: codes, Chinese messages, masked values."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "required": "这一格要填写，请补上",
    "date_invalid": "不是有效日期，请写成 1985-07-01 这样的年月日",
    "date_in_future": "日期在今天之后，请核对",
    "id_format": "身份证号应为18位，前17位是数字，其中第7至14位是出生日期，请核对",
    "id_format.15": "这是15位的一代身份证号，请换成18位号码",
    "id_checksum": "身份证号最后一位与前17位对不上，请对照证件核对",
    "id_precision_lost": "身份证号存成了数字，后几位已丢失，请把这一列设为文本格式后重新填写",
    "id_birth_mismatch": "出生日期与身份证号中的出生日期不一致，请对照证件核对",
    "id_sex_mismatch": "性别与身份证号不一致，请对照证件核对",
    "id_region_unknown": "身份证号前6位的行政区划代码查不到，请看一眼是否抄错；不影响导入",
    "phone_invalid": "请填一个11位手机号码",
    "phone_invalid.landline": "请填一个固定电话或手机号码，例如 0371-65500000",
    "unit_not_found": "系统里没有这个组织编码，请核对编码或先导入党组织",
    "duplicate_in_file": "这一行与本表前面的一行重复，请留一行",
    "joined_before_18": "入党时不满18岁，请核对出生日期和入党日期",
    "confirmed_before_joined": "转正日期早于入党日期，请核对",
    "choice_unknown": "这一格只能从规定的选项里选，请改成其中一项",
    "number_invalid": "请填数字",
    "text_too_long": "这一格的字太多，系统存不下，请改短",
}
"""Code to message; a code with a suffix is the same code where more can be said."""

FILE_MESSAGES: Final[dict[str, str]] = {
    "empty_file": "文件是空的，请选择填好内容的文件",
    "password_protected": "文件设了打开密码，请取消密码后另存，再上传",
    "not_a_workbook": "这不是 Excel 或 CSV 表格，请打开后另存为 .xlsx 再上传",
    "damaged": "文件不完整或已损坏，请重新保存或重新下载后再上传",
    "too_large": "文件解开后太大，请删去无关内容或分成几个文件上传",
    "too_many_rows": "有内容的行超过 {limit} 行，请分成几个文件上传",
    "encoding_unknown": "认不出文字编码，请另存为 .xlsx 或 UTF-8 编码的 CSV 再上传",
    "no_header": "没有找到表头，请保留模板中的表头行，例如：{expected}",
    "no_rows": "表头下面没有数据，请填写后再上传",
}

Code = str
_KEPT_HEAD, _KEPT_TAIL = 3, 2
_MASKED: Final = frozenset({"id_number", "phone", "landline", "resident", "door"})


class UnusableFile(Exception):
    """A file that cannot be read as a table at all; `code` is a key of FILE_MESSAGES."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.message = FILE_MESSAGES[code].format(**values)
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing to put right (or, as a warning, to look at) in one cell of one row.

    `row` is Excel's own row number, `column` the heading as the sheet has it, `value` what the
    cell says, already masked where the field is personal.
    """

    row: int
    column: str
    code: Code
    message: str
    value: str

    def as_dict(self) -> dict[str, int | str]:
        """Keys row, column, code, message, value: the shape `--json` prints."""
        return asdict(self)


def row_error(row: int, column: str, field: str, code: Code, raw: object) -> RowError:
    """Describe what is wrong with cell `raw` of `field` in Excel row `row`."""
    return RowError(row, column, code, message(code, field, raw), shown(field, raw))


def message(code: Code, field: str = "", raw: object = "") -> str:
    """Return the Chinese sentence for `code`, the more exact one where the cell allows it."""
    if code == "id_format" and sum(map(str.isdigit, _written(raw))) == 15:
        return MESSAGES["id_format.15"]
    if code == "phone_invalid" and field == "landline":
        return MESSAGES["phone_invalid.landline"]
    return MESSAGES[code]


def shown(field: str, raw: object) -> str:
    """Return what a cell says, safe to show: identity numbers and phones masked."""
    written = _written(raw)
    return mask(written) if field in _MASKED else written


def mask(text: str) -> str:
    """Keep the first 3 and the last 2 characters; anything of 5 or fewer is hidden wholly."""
    hidden = len(text) - _KEPT_HEAD - _KEPT_TAIL
    if hidden <= 0:
        return "*" * len(text)
    return text[:_KEPT_HEAD] + "*" * hidden + text[-_KEPT_TAIL:]


mask_id = mask
mask_phone = mask


def _written(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date().isoformat()
    return str(raw).replace("\0", "").strip()
