"""How an indicator is rated: the light of its window, two rules and a line side by side, their words. No Django."""
