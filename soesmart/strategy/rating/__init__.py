"""How an indicator is rated: the light of its window, the three rules side by side, their words. No Django."""
