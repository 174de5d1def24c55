"""Packs: YAML or JSON files read with positions, checked for shape, merged in layers, compiled."""
