"""A campaign with codes in a data folder of its own, and what is stored there after a storm."""
