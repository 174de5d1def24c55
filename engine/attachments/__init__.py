"""Uploaded files: what the bytes are, whether they can be opened, what they measure.

Pure: bytes in, an `Attachment` out or `Refused`. A name or a first few bytes prove nothing, so
every file is opened by a library that knows its format.
"""

from engine.attachments.attachment import Attachment, Refused
from engine.attachments.inspection import inspect
from engine.attachments.photo import clean_photo
from engine.attachments.room import slot_faults

__all__ = ["Attachment", "Refused", "clean_photo", "inspect", "slot_faults"]
