"""Printed tables of an application: the preview and the PDF."""

from __future__ import annotations

import threading

from engine.dossier import dossier_from
from engine.tables import lay_out
from web.services.draft import Draft
from web.services.errors import NotFound
