"""The decision sheet of a goal: what it turns on, what would be if, and its words for page and document. No Django."""
