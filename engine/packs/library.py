"""All packs of some folders. The only module of the engine that looks for packs on the disk.

A file that cannot be read does not stop the others: its problems are kept. Plans are resolved and
compiled when they are first asked for. A library only grows, by packs elsewhere that are asked for
by their paths; `reload` looks at the disk again and reads only the files that changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from engine.calendar import Calendar
from engine.packs.cache import SourceCache
from engine.packs.compile import compile_plan
from engine.packs.compile.calendar import compile_calendar
from engine.packs.compile.province import compile_province
from engine.packs.model import Plan
from engine.packs.node import Node
from engine.packs.province import Province
from engine.packs.resolve import ResolvedPlan, extended, resolve_plan, resolve_standard
from engine.packs.resolve_province import resolve_province
from engine.packs.shared import Shared
from engine.packs.source import Source, parse_source
from engine.packs.unresolved import no_pack
from engine.problems import PackError, Position, Problem
from engine.tables.compile import compile_table
from engine.tables.model import Table

SUFFIXES = (".yaml", ".yml", ".json")


def read_source(path: Path | str, name: str | None = None) -> Source:
    """Read one pack file; `name` is what positions call it (its path as given).

    :raises PackError: it cannot be opened, or as `parse_source`
    """
    return parse_source(_read(Path(path), name or str(path)), name or str(path))


class Library:
    """The packs below `folders` by kind and id.

    `cache` is a folder that this user alone can write; parsed packs are kept there by content.
    """

    def __init__(
        self, folders: Iterable[Path | str] | Path | str, cache: Path | SourceCache | None = None
    ) -> None:
        listed = [folders] if isinstance(folders, Path | str) else list(folders)
        self._folders = [Path(folder) for folder in listed]
        self._cache = cache if isinstance(cache, SourceCache) else SourceCache(cache)
        self._by_id: dict[tuple[str, str], Source] = {}
        self._by_path: dict[Path, Source] = {}
        self._paths: dict[str, Path] = {}
        self._resolved: dict[str, ResolvedPlan] = {}
        self._plans: dict[str, Plan] = {}
        self._provinces: dict[str, Province] = {}
        self._calendar: Calendar | None = None
        self._tables: dict[str, Table] = {}
        self._shared = Shared()
        self._problems: list[Problem] = []
        for folder in self._folders:
            self._read_folder(folder)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every pack that could be read, in the order of their files."""
        return tuple(self._by_path.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why files could not be read, and ids that two packs of a kind share."""
        return tuple(self._problems)

    def find(self, kind: str, id: str) -> Node | None:
        """The root of the pack with that kind and id."""
        source = self._by_id.get((kind, id))
        return None if source is None else source.root

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of all packs of a kind, sorted."""
        return tuple(sorted(id for known, id in self._by_id if known == kind))

    def plan_ids(self) -> tuple[str, ...]:
        """The ids of all plans that are not abstract, sorted."""
        return tuple(id for id in self.ids("plan") if not self._is_abstract("plan", id))

    def province_ids(self) -> tuple[str, ...]:
        """The ids of all provinces that are not abstract, sorted."""
        return tuple(id for id in self.ids("province") if not self._is_abstract("province", id))

    def source(self, id_or_path: str, kind: str) -> Source:
        """A pack of that kind by id, or by the path of its file, which may lie elsewhere.

        :raises PackError: there is none, its file cannot be read, or another has its id
        """
        known = self._by_id.get((kind, id_or_path))
        if known is not None:
            return known
        path = Path(id_or_path)
        if path.suffix in SUFFIXES and path.is_file():
            found = self._by_path.get(path.resolve()) or self._adopt(path)
            if found.kind == kind:
                self._raise_shadowed(found)
                return found
        raise no_pack(kind, id_or_path, self)

    def resolve(self, id: str) -> ResolvedPlan:
        """The plan with that id (or path), merged with all its layers.

        :raises PackError: with every problem, those of the shape of its packs first of all
        """
        source = self.source(id, "plan")
        if source.id not in self._resolved:
            self._raise_misshapen([source])
            resolved = resolve_plan(self, source.id, self._shared)
            self._raise_misshapen(self._by_id[key] for key in sorted(resolved.used))
            self._resolved[source.id] = resolved
        return self._resolved[source.id]

    def plan(self, id_or_path: str) -> Plan:
        """The compiled plan with that id or at that path.

        :raises PackError: with every problem
        """
        id = self.source(id_or_path, "plan").id
        if id not in self._plans:
            self._plans[id] = compile_plan(self.resolve(id), self._shared)
        return self._plans[id]

    def province(self, id_or_path: str) -> Province:
        """The compiled province with that id or at that path.

        Its archive knows the kinds of all standards and plans of the province that are well.

        :raises PackError: with every problem, those of the shape of its packs first of all
        """
        source = self.source(id_or_path, "province")
        if source.id not in self._provinces:
            self._raise_misshapen([source])
            resolved = resolve_province(
                self, source.id, self._standards_of(source.id), self._shared
            )
            self._raise_misshapen(self._by_id[key] for key in sorted(resolved.used))
            self._provinces[source.id] = compile_province(resolved, shared=self._shared)
        return self._provinces[source.id]

    def table(self, id: str) -> Table:
        """The table with that id, over what it `extends`: one that no plan has to list.

        :raises PackError: with every problem, those of its shape first of all
        """
        if id not in self._tables:
            self._raise_misshapen([self.source(id, "table")])
            self._tables[id] = compile_table(extended(self, "table", id))
        return self._tables[id]

    def calendar(self) -> Calendar:
        """The working days that all packs of the library say together.

        :raises PackError: with every problem, those of the shape of its packs first of all
        """
        if self._calendar is None:
            sources = [self._by_id["calendar", id] for id in self.ids("calendar")]
            self._raise_misshapen(sources)
            self._calendar = compile_calendar(source.root for source in sources)
        return self._calendar

    def path(self, name: str) -> Path:
        """The whole path of the file that positions call `name`."""
        return self._paths.get(name) or Path(name).resolve()

    def reload(self) -> Library:
        """A library of the same folders as they are now."""
        return Library(self._folders, self._cache)

    def _read_folder(self, folder: Path) -> None:
        shown = folder.name if folder.is_absolute() else folder.as_posix()
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.suffix in SUFFIXES and path.is_file():
                    self._read_file(path, f"{shown}/{path.relative_to(folder).as_posix()}")
        elif folder.is_file():
            self._read_file(folder, shown)
        else:
            self._problems.append(_cannot_read(shown, "没有这个目录"))

    def _read_file(self, path: Path, name: str) -> None:
        if path.resolve() in self._by_path:
            return  # folders may lie within each other
        self._paths[name] = path.resolve()
        try:
            self._add(self._cache.read(_read(path, name), name), path)
        except PackError as error:
            self._problems.extend(error.problems)

    def _add(self, source: Source, path: Path) -> None:
        first = self._by_id.setdefault((source.kind, source.id), source)
        self._by_path[path.resolve()] = source
        if first is not source:
            self._problems.append(_taken(source, first))

    def _raise_shadowed(self, source: Source) -> None:
        """Plans are known by their ids: nobody should see the other one under this one's path."""
        first = self._by_id[source.kind, source.id]
        if first is not source:
            raise PackError([_taken(source, first)])

    def _raise_misshapen(self, sources: Iterable[Source]) -> None:
        """What follows from a misspelt key would only echo it, so stop at the shape."""
        problems = [
            problem
            for source in sources
            for problem in self._cache.shape(source)
            if problem.severity == "error"
        ]
        if problems:
            raise PackError(problems)

    def _adopt(self, path: Path) -> Source:
        source = read_source(path)
        self._add(source, path)
        return source

    def _standards_of(self, province: str) -> Iterator[Node]:
        """Every merged standard of a province, before and after plans speak; broken ones are
        left out, since they are told where they are asked for."""
        for id in self.ids("standard"):
            with suppress(PackError):
                node = resolve_standard(self, id, self._shared)
                if _says(node, "province") == province:
                    yield node
        for id in self.plan_ids():
            with suppress(PackError):
                resolved = self.resolve(id)
                if _says(resolved.plan, "province") == province:
                    yield from resolved.standards.values()

    def _is_abstract(self, kind: str, id: str) -> bool:
        root = self.find(kind, id)
        abstract = root.get("abstract") if root else None
        return abstract is not None and abstract.value is True


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError([_cannot_read(name, error.strerror or "")]) from None


def _says(node: Node, key: str) -> object:
    child = node.get(key)
    return None if child is None else child.value


def _taken(source: Source, first: Source) -> Problem:
    return Problem(
        position=source.root.at("id"),
        code="duplicate-id",
        path="id",
        message=f"编号 “{source.id}” 已被 {first.name} 使用",
        hint="同一类规则包的编号不能相同。",
    )


def _cannot_read(name: str, reason: str) -> Problem:
    return Problem(
        position=Position(name, 1, 1), code="cannot-read", message=f"不能读取文件：{reason}"
    )
