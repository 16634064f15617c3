"""Values on their way in, as staff see them: list, upload, mapping, findings, decisions, log."""
