"""A sale of 100 places in a data folder of its own, and what is stored there after a storm of buyers."""
