"""The tables of the site and what is stored in them. Rules about them live in services."""

from __future__ import annotations

from web.models.account import (
    Account,
    Attempts,
    KeptForm,
    PortalIdentity,
    ResetCode,
    SecondFactor,
    SignedIn,
)
from web.models.application import Answers, Application, Row, Snapshot, StoredBundle
from web.models.batch import Batch
from web.models.certificate import Certificate, Reissue, ReissueStep, Seal, Serial
from web.models.database import close_database, database, use_database, write
from web.models.delegation import Delegation
from web.models.event import Event, Notice
from web.models.exam import Exam, Exemption, Sitting
from web.models.expert import (
    Assignment,
    Expert,
    ExpertGroup,
    GroupMember,
    GroupOpinion,
    Recusal,
)
from web.models.file import FileUse, StoredFile
from web.models.job import Job, JobItem, Swept
from web.models.listed_unit import ListedUnit
from web.models.mail import Mail
from web.models.meeting import Attendance, Ballot, Meeting, Poll, Result, Voted
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
    ListedUnit,
    Binding,
    Account,
    SignedIn,
    Attempts,
    KeptForm,
    PortalIdentity,
    ResetCode,
    SecondFactor,
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
    Delegation,
    Publicity,
    Shown,
    Objection,
    Sitting,
    Exam,
    Exemption,
    Expert,
    ExpertGroup,
    GroupMember,
    Recusal,
    Assignment,
    GroupOpinion,
    Meeting,
    Attendance,
    Poll,
    Ballot,
    Voted,
    Result,
    Serial,
    Seal,
    Certificate,
    Reissue,
    ReissueStep,
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
    "Assignment",
    "Attempts",
    "Attendance",
    "Ballot",
    "Ban",
    "Batch",
    "Binding",
    "Certificate",
    "Delegation",
    "Event",
    "Exam",
    "Exemption",
    "Expert",
    "ExpertGroup",
    "FileUse",
    "GroupMember",
    "GroupOpinion",
    "Job",
    "JobItem",
    "KeptForm",
    "ListedUnit",
    "Mail",
    "Mark",
    "Meeting",
    "Notice",
    "Objection",
    "Path",
    "Person",
    "Poll",
    "PortalIdentity",
    "Publicity",
    "Record",
    "Recusal",
    "Reissue",
    "ReissueStep",
    "ResetCode",
    "Result",
    "Review",
    "Row",
    "Seal",
    "SecondFactor",
    "Serial",
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
    "Voted",
    "close_database",
    "database",
    "use_database",
    "write",
]
