"""Printed tables: the model, the compiler of `kind: table` packs, and the layout.

`engine.packs.model` needs the model only, so this package imports nothing by itself:
`engine.tables.compile.compile_table`, `engine.tables.lay_out.lay_out`,
`engine.tables.bindings.bindings` and `engine.tables.schema.TABLE_SCHEMA` are its doors.
"""
