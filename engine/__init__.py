"""The rule engine: packs in YAML become forms, check reports and printed tables.

Pure: it knows no web framework, no database, no clock and no network. Only `engine.packs.library`
reads the disk and only `engine.cli` prints.
"""
