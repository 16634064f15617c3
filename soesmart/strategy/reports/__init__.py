"""The yearly report: what it says as plain data, and how that is put together. No Django."""
