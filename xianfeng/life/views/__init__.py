"""Pages of organisational life: reading, recording and amending meetings."""
