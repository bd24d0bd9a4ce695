"""Writing templates, issuing lists, signing and noting them."""

from xianfeng.responsibility.actions.issuing import (
    amend_list,
    hand_over,
    issue_list,
    issue_lists,
    recall_list,
    tailor_list,
)
from xianfeng.responsibility.actions.noting import Said, note_midyear, note_yearend
from xianfeng.responsibility.actions.signing import enter_signature, sign_list
from xianfeng.responsibility.actions.templates import (
    Entry,
    add_lines,
    add_measured,
    begin_templates,
    publish_templates,
    remove_line,
    reopen_templates,
)

__all__ = [
    "Entry",
    "Said",
    "add_lines",
    "add_measured",
    "amend_list",
    "begin_templates",
    "enter_signature",
    "hand_over",
    "issue_list",
    "issue_lists",
    "note_midyear",
    "note_yearend",
    "publish_templates",
    "recall_list",
    "remove_line",
    "reopen_templates",
    "sign_list",
    "tailor_list",
]
