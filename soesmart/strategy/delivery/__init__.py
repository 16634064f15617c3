"""A delivered file on its way to values: how it is laid out, which series is which indicator, what a value becomes."""
