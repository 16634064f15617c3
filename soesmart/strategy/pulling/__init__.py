"""Values from other computers: fetch what stands at an address, and make a table of it that a person can check.

Knows no database. `fetch` asks, `json_table` and `ngsi_ld` make rows, `csv_text` writes them as the file that is kept.
"""
