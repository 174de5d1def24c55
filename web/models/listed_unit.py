"""The directory of units (单位名录) that staff give: which name belongs to which code."""

from __future__ import annotations

from peewee import CharField

from web.models.columns import InstantColumn, new_id
from web.models.database import Base


class ListedUnit(Base):
    """An organisation as the directory of a province has it; `plain` is its name for comparing."""

    id = CharField(primary_key=True, max_length=26, default=new_id)
    province = CharField()
    name = CharField(max_length=200)
    plain = CharField(max_length=200)
    credit_code = CharField(max_length=18)
    listed_at = InstantColumn()

    class Meta:
        indexes = ((("province", "credit_code"), True), (("province", "plain"), False))
