"""How the tables came to be what they are: one numbered step each, for databases with data.

A step is never changed once it was released; `web.models.schema` applies those that are missing.
How to make one: docs/decisions/0008-migrations.md.
"""
