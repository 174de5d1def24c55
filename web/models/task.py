"""What waits for whom: an application at a node of its chain, and the ways upward that are open."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField

from web.models.application import Application
from web.models.columns import InstantColumn, new_id
from web.models.database import Base
from web.models.unit import Unit


class Task(Base):
    """An application that came to a node, and the unit that has to decide there (待办).

    At most one of an application is open: `done_at` is empty. `unit` is empty while nobody is
    responsible (a path or a committee is missing); staff then say who is. `due_on` is the last
    working day as an ISO day, "" without a deadline. `taken_by` is the operator's account that has
    taken it. Whoever had a task of an application may go on looking at it.
    """

    application_id: str
    unit_id: str | None

    id = CharField(primary_key=True, max_length=26, default=new_id)
    application = ForeignKeyField(Application, backref="tasks", on_delete="CASCADE")
    round = IntegerField()
    node = CharField()
    unit = ForeignKeyField(Unit, null=True, backref="tasks", on_delete="SET NULL")
    arrived_at = InstantColumn()
    due_on = CharField(default="", max_length=10)
    taken_by = CharField(default="", max_length=26)
    done_at = InstantColumn(null=True)
    action = CharField(default="")

    class Meta:
        indexes = ((("unit", "done_at", "arrived_at"), False),)


Task.add_index(Task.application, unique=True, where=Task.done_at.is_null(), name="task_one_open")


class Path(Base):
    """The way of what a unit reports (上报路径): to which unit it goes, by series and level.

    "" as `series` or `level` stands for all of them; the most precise path is taken. `state` is
    pending, active, refused or ended; `due_on` is the last working day for the upper unit's answer
    (山东手册 L166: 一个工作日).
    """

    unit_id: str
    upper_id: str

    id = CharField(primary_key=True, max_length=26, default=new_id)
    unit = ForeignKeyField(Unit, backref="paths", on_delete="CASCADE")
    upper = ForeignKeyField(Unit, backref="lower_paths", on_delete="CASCADE")
    series = CharField(default="")
    level = CharField(default="")
    state = CharField(default="pending")
    opinion = CharField(max_length=2000, default="")
    requested_at = InstantColumn()
    requested_by = CharField(default="")
    due_on = CharField(default="", max_length=10)
    decided_at = InstantColumn(null=True)
    decided_by = CharField(default="")

    class Meta:
        indexes = ((("upper", "state"), False),)


for _state in ("pending", "active"):
    Path.add_index(
        Path.unit,
        Path.series,
        Path.level,
        unique=True,
        where=Path.state == _state,
        name=f"path_one_{_state}",
    )
