"""The SQL by which the database itself refuses to change or delete an audit entry."""

SQLITE = [
    """CREATE TRIGGER audit_no_update BEFORE UPDATE ON kernel_auditentry
       BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END""",
    """CREATE TRIGGER audit_no_delete BEFORE DELETE ON kernel_auditentry
       BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END""",
]
SQLITE_DROP = ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
POSTGRESQL = [
    """CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON kernel_auditentry
       FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
]
POSTGRESQL_DROP = [
    "DROP TRIGGER audit_no_change ON kernel_auditentry",
    "DROP FUNCTION audit_append_only()",
]


def statements(vendor: str) -> list[str]:
    """Return the statements that install the refusal on a database of this vendor."""
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]


def reversal(vendor: str) -> list[str]:
    """Return the statements that take the refusal away."""
    return {"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}[vendor]
