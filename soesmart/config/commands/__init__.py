"""Commands that run without Django, so that they answer at once. Each has `main(arguments) -> exit code`."""
