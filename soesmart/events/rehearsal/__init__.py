"""A simulated audience: people who join through the real pages and vote through the live path, some on bad Wi-Fi."""
