"""Pages of hours: one's own, those of a unit, certificates, and checking one."""
