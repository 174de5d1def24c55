"""The parts that a running site is made of, made once and handed to whoever needs them."""

from __future__ import annotations

from dataclasses import dataclass

from web.clock import Clock
from web.outbox import Outbox, open_outbox
from web.services.packs import Packs
from web.services.printing import Printer
from web.settings import Settings
from web.storage import FileStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Settings, clock, packs, files, printer and outbox of one site."""

    settings: Settings
    clock: Clock
    packs: Packs
    files: FileStore
    printer: Printer
    outbox: Outbox


def build_site(settings: Settings) -> Site:
    """The parts of a site with these settings; reads the packs, makes the data folder."""
    settings.files.mkdir(parents=True, exist_ok=True)
    return Site(
        settings=settings,
        clock=Clock(settings.today),
        packs=Packs(settings.packs),
        files=FileStore(settings.files),
        printer=Printer(settings.print_workers),
        outbox=open_outbox(settings.send_command, settings.data),
    )
