"""Writing collection tasks, the answers to them, and the list of work groups."""

from xianfeng.burden.actions.collections import (
    add_item,
    close_collection,
    close_expired,
    create_collection,
    issue_collection,
    recall_collection,
    remove_item,
    renew_collection,
)
from xianfeng.burden.actions.groups import (
    close_group,
    keep_group,
    list_group,
    merge_group,
    propose_group,
    reopen_group,
)
from xianfeng.burden.actions.replies import answer_collection, reopen_reply

__all__ = [
    "add_item",
    "answer_collection",
    "close_collection",
    "close_expired",
    "close_group",
    "create_collection",
    "issue_collection",
    "keep_group",
    "list_group",
    "merge_group",
    "propose_group",
    "recall_collection",
    "remove_item",
    "renew_collection",
    "reopen_group",
    "reopen_reply",
]
