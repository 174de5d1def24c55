"""Printed tables: the model, the compiler of `kind: table` packs, and the layout."""
