"""Pages of the online branch: home, notices, library, consultations, opinions, discussion."""
