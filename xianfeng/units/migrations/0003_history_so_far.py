"""Give every unit the one stretch it has stood in so far."""

from django.db import migrations

_FILL = """
    INSERT INTO units_unitstate (unit_id, from_on, until_on, name, kind, path, agency_id)
    SELECT id, established_on, abolished_on, name, kind, path, agency_id FROM units_unit
"""


class Migration(migrations.Migration):
    dependencies = [("units", "0002_history")]

    operations = [migrations.RunSQL(_FILL, "DELETE FROM units_unitstate")]
