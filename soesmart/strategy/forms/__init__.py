"""The office's forms: they say what was typed; the services say whether it may stand."""
