"""The database refuses to change or delete an audit entry."""

from django.db import migrations

from xianfeng.kernel import append_only


def install(apps, schema_editor):
    for statement in append_only.statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in append_only.reversal(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
