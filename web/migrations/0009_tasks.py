"""What waits for whom, ways upward, kinds of units, duties of accounts.

What was handed in and waits with its unit becomes that unit's task; what went further before there
were departments waits for staff to say who is responsible.
"""

from __future__ import annotations

from typing import Any

from peewee import Database, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from web.migrations.words import Key, Text, now
from web.models.columns import new_id


class Unit(Model):
    id = Key()


class Application(Model):
    id = Key()
    state = Text()
    node = Text(default="")
    round = IntegerField(default=0)
    unit = ForeignKeyField(Unit, null=True)
    submitted_at = Text(null=True)
    deleted_at = Text(null=True)


class Task(Model):
    id = Key()
    application = ForeignKeyField(Application, on_delete="CASCADE")
    round = IntegerField()
    node = Text()
    unit = ForeignKeyField(Unit, null=True, on_delete="SET NULL")
    arrived_at = Text(default=now)
    due_on = Text(default="")
    taken_by = Text(default="")
    done_at = Text(null=True)
    action = Text(default="")

    class Meta:
        indexes = ((("unit", "done_at", "arrived_at"), False),)


class Path(Model):
    id = Key()
    unit = ForeignKeyField(Unit, on_delete="CASCADE")
    upper = ForeignKeyField(Unit, on_delete="CASCADE")
    series = Text(default="")
    level = Text(default="")
    state = Text(default="pending")
    opinion = Text(default="")
    requested_at = Text(default=now)
    requested_by = Text(default="")
    due_on = Text(default="")
    decided_at = Text(null=True)
    decided_by = Text(default="")

    class Meta:
        indexes = ((("upper", "state"), False),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns, make the tables, and the tasks of what is under way."""
    migrator.migrate(
        migrator.add_column("unit", "kind", Text(default="unit")),
        migrator.add_column("account", "email", Text(default="")),
        migrator.add_column("account", "duties", TextField(default="[]")),
    )
    db.bind([Unit, Application, Task, Path])
    Task.add_index(
        Task.application, unique=True, where=Task.done_at.is_null(), name="task_one_open"
    )
    for state in ("pending", "active"):
        Path.add_index(
            Path.unit,
            Path.series,
            Path.level,
            unique=True,
            where=Path.state == state,
            name=f"path_one_{state}",
        )
    db.create_tables([Task, Path])
    waiting: Any = Application.select().where(
        Application.state == "submitted", Application.node != "", Application.deleted_at.is_null()
    )
    for one in waiting:
        at_unit = one.node in ("unit", "unit_report")
        Task.create(
            id=new_id(),
            application=one,
            round=one.round,
            node=one.node,
            unit=one.unit_id if at_unit else None,
            arrived_at=one.submitted_at or now(),
        )
