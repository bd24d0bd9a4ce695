"""The tree of party units, agencies, communities, terms, and roles on units."""
