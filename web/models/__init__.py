"""The tables of the site and what is stored in them. Rules about them live in services."""

from __future__ import annotations

from web.models.account import Account, Attempts, KeptForm, PortalIdentity, ResetCode, SignedIn
from web.models.application import Answers, Application, Row, Snapshot, StoredBundle
from web.models.batch import Batch
from web.models.database import close_database, database, use_database, write
from web.models.event import Event, Notice
from web.models.exam import Exam, Exemption, Sitting
from web.models.file import FileUse, StoredFile
from web.models.job import Job, JobItem, Swept
from web.models.mail import Mail
from web.models.person import Person, Record
from web.models.publicity import Objection, Publicity, Shown
from web.models.review import Ban, Mark, Review
from web.models.signing import SigningLink
from web.models.task import Path, Task
from web.models.unit import Binding, Unit

TABLES = (
    Person,
    Record,
    Unit,
    Binding,
    Account,
    SignedIn,
    Attempts,
    KeptForm,
    PortalIdentity,
    ResetCode,
    StoredBundle,
    Batch,
    Application,
    Answers,
    Row,
    Snapshot,
    StoredFile,
    FileUse,
    Review,
    Mark,
    Ban,
    Task,
    Path,
    Publicity,
    Shown,
    Objection,
    Sitting,
    Exam,
    Exemption,
    SigningLink,
    Event,
    Notice,
    Job,
    JobItem,
    Swept,
    Mail,
)

__all__ = [
    "TABLES",
    "Account",
    "Answers",
    "Application",
    "Attempts",
    "Ban",
    "Batch",
    "Binding",
    "Event",
    "Exam",
    "Exemption",
    "FileUse",
    "Job",
    "JobItem",
    "KeptForm",
    "Mail",
    "Mark",
    "Notice",
    "Objection",
    "Path",
    "Person",
    "PortalIdentity",
    "Publicity",
    "Record",
    "ResetCode",
    "Review",
    "Row",
    "Shown",
    "SignedIn",
    "SigningLink",
    "Sitting",
    "Snapshot",
    "StoredBundle",
    "StoredFile",
    "Swept",
    "Task",
    "Unit",
    "close_database",
    "database",
    "use_database",
    "write",
]
