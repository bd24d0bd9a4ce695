"""Workbooks in and out: readers, header synonyms, cell parsers, batches."""
