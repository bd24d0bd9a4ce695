"""What may be amiss around the program when the database refuses."""

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


def amiss(problem: DatabaseError) -> str:
    """Return what the operator should do, or nothing when the database is as it should be."""
    try:
        connection.close_if_unusable_or_obsolete()
        connection.ensure_connection()
    except DatabaseError as refusal:
        told = str(refusal).strip().splitlines()[0]
        return f"连不上数据库，请核对 XIANFENG_DATABASE_URL：{told}"
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "数据库还没有建立，或不是最新版本，请先运行 xianfeng migrate"
    if isinstance(problem, OperationalError):
        return f"数据库暂时不能用，请稍后再试：{problem}"
    return ""
