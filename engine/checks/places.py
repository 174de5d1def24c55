"""How applicants call the places of a standard: names of sections, fields, items and values."""

from __future__ import annotations

from collections.abc import Mapping

from engine.packs.model import Plan, Standard

APPLICATION_NAMES: Mapping[str, str] = {
    "application.mode": "申报形式",
    "application.standard": "评审标准",
    "application.series": "申报系列",
    "application.branch": "申报专业",
    "application.title": "申报职称",
    "application.level": "申报级别",
    "plan.year": "评审年度",
    "plan.cutoff": "截止日期",
    "plan.opens": "申报开始日期",
    "plan.closes": "申报截止日期",
    "records": "申报业绩",
}


class Places:
    """Names by path (`personal.work_years`), and the section or category that a path lies in."""

    __slots__ = ("_homes", "_names")

    def __init__(self, plan: Plan, standard: Standard) -> None:
        self._names: dict[str, str] = dict(APPLICATION_NAMES)
        self._homes: dict[str, str] = {}
        for kind in standard.kinds.values():
            for field in kind.fields:
                self._names.setdefault(f"records.{field.id}", field.name)
        for section in standard.sections:
            self._add(section.id, section.name, section.id)
            for kind_id in section.kinds if section.type == "picks" else ():
                found = standard.kinds.get(kind_id)
                for field in found.fields if found else ():
                    self._add(f"{section.id}.{field.id}", field.name, section.id)
            for field in section.fields:
                self._add(f"{section.id}.{field.id}", field.name, section.id)
            for slot in section.slots:
                self._add(slot.id, slot.name, section.id)
                self._add(f"files.{slot.id}", slot.name, section.id)
        for category in standard.categories:
            self._add(category.id, category.name, category.id)
            for item in category.items:
                self._add(item.id, item.name, category.id)
        for computed in standard.computed:
            self._names[f"computed.{computed.id}"] = computed.name

    def _add(self, path: str, name: str, home: str) -> None:
        self._names.setdefault(path, name)
        self._homes.setdefault(path, home)

    def name(self, path: str) -> str:
        """What applicants call the thing at `path`; an unknown path keeps its own text."""
        while path not in self._names and "." in path:
            path = path.rpartition(".")[0]
        return self._names.get(path, path)

    def home(self, path: str) -> str:
        """The id of the section or category that `path` lies in, "" for none."""
        while path not in self._homes and "." in path:
            path = path.rpartition(".")[0]
        return self._homes.get(path, "")
