"""What the system asks of each unit: fields, minutes, notices; collection tasks."""
