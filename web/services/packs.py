"""The packs of a site: plans that can be applied for, and the bundles that applications keep."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.calendar import Calendar
from engine.packs.bundle import load_bundle, make_bundle
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.packs.province import Province
from engine.problems import PackError
from engine.tables.model import Table
from engine.workflow.words import RECORD_STATUSES
from web.models import StoredBundle, write
from web.services.errors import NotFound

log = logging.getLogger(__name__)


class Packs:
    """Plans by id, from the folders of packs; plans by digest, from the database.

    Both kinds are compiled once per process and shared by all threads: plans are frozen.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._library = Library(folders)
        self._plans: dict[str, Plan | None] = {}
        self._pinned: dict[str, Plan] = {}
        self._digests: dict[str, str] = {}
        self._provinces: dict[str, Province | None] = {}
        self._calendar: Calendar | None = None
        self._lock = threading.Lock()

    def plans(self) -> tuple[Plan, ...]:
        """Every plan, the newest first."""
        plans = [plan for id in self._library.plan_ids() if (plan := self._usable(id))]
        return tuple(sorted(plans, key=lambda plan: (plan.opens, plan.id), reverse=True))

    def plan(self, id: str) -> Plan:
        """The plan with this id as its packs say it now.

        :raises NotFound: there is none
        """
        plan = self._usable(id) if id in self._library.plan_ids() else None
        if plan is None:
            raise NotFound("评审计划")
        return plan

    def _usable(self, id: str) -> Plan | None:
        """The plan, or None with its problems in the log: one bad pack must not stop the others."""
        if id not in self._plans:
            try:
                self._plans[id] = self._library.plan(id)
            except PackError as error:
                log.error("plan %s is not offered:\n%s", id, error)
                self._plans[id] = None
        return self._plans[id]

    def provinces(self) -> tuple[Province, ...]:
        """Every province that is well, in the order of their ids."""
        found = [self._usable_province(id) for id in self._library.province_ids()]
        return tuple(province for province in found if province is not None)

    def province(self, id: str) -> Province:
        """How a province works now.

        :raises NotFound: there is none
        """
        known = id in self._library.province_ids()
        province = self._usable_province(id) if known else None
        if province is None:
            raise NotFound("省份")
        return province

    def table(self, id: str) -> Table:
        """A printed table as its packs say it now: one of no single plan, such as a certificate.

        :raises NotFound: there is none, or it has problems, which are in the log
        """
        try:
            return self._library.table(id)
        except PackError as error:
            log.error("table %s cannot be used:\n%s", id, error)
            raise NotFound("表格") from error

    @property
    def calendar(self) -> Calendar:
        """The working days; one without any year, and the problems in the log, if the packs of
        them are broken: then no deadline is known, as for a year that is missing."""
        if self._calendar is None:
            try:
                self._calendar = self._library.calendar()
            except PackError as error:
                log.error("the calendar cannot be used:\n%s", error)
                self._calendar = Calendar()
        return self._calendar

    def record_statuses(self, province: str) -> Mapping[str, str]:
        """What a province calls the states of records; the usual names where it cannot be used,
        since applications outlive the packs that they were begun with."""
        known = province in self._library.province_ids()
        found = self._usable_province(province) if known else None
        return found.record_statuses if found is not None else RECORD_STATUSES

    def _usable_province(self, id: str) -> Province | None:
        """The province, or None with its problems in the log."""
        if id not in self._provinces:
            try:
                self._provinces[id] = self._library.province(id)
            except PackError as error:
                log.error("province %s is not offered:\n%s", id, error)
                self._provinces[id] = None
        return self._provinces[id]

    @property
    def library(self) -> Library:
        """The packs as they were read."""
        return self._library

    def path(self, plan: Plan) -> Path:
        """The file that declares a plan."""
        return self._library.path(plan.origin.position.file)

    def pin(self, id: str) -> StoredBundle:
        """The bundle of this plan as it is now, stored whole if it was not stored before."""
        with self._lock:
            digest = self._digests.get(id)
            bundle = None if digest else make_bundle(self._library.resolve(id))
        if bundle is not None:
            with write():
                StoredBundle.insert(
                    digest=bundle.digest, plan=id, text=bundle.text
                ).on_conflict_ignore().execute()
            digest = self._digests[id] = bundle.digest
        stored: StoredBundle = StoredBundle.get_by_id(digest)
        return stored

    def pinned(self, digest: str) -> Plan:
        """The plan of a stored bundle, as it was when the application began."""
        plan = self._pinned.get(digest)
        if plan is None:
            plan = load_bundle(StoredBundle.get_by_id(digest).text)
            self._pinned[digest] = plan
        return plan
