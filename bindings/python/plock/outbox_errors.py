"""Errors of outboxes: `OutboxError` and its subclasses. An invalid argument is a `plock.errors.InvalidRequestError`."""

from ._error import PlockError

__all__ = [
    "KeyConflictError",
    "OutboxBusyError",
    "OutboxClosedError",
    "OutboxCorruptError",
    "OutboxError",
    "OutboxFullError",
    "OutboxIOError",
    "OutboxRefusedError",
]


class OutboxError(PlockError):
    """Base class of the errors of outboxes."""


class KeyConflictError(OutboxError):
    """The key was recorded before, with another body; nothing was stored. Use one key for one event."""


class OutboxFullError(OutboxError, OSError):
    """The disk is full; nothing was stored. Events that are stored already are still sent."""


class OutboxIOError(OutboxError, OSError):
    """The file could not be read or written. The event may be stored: open the outbox again, and record it again with the same key."""


class OutboxCorruptError(OutboxError):
    """The file is damaged, or no outbox."""


class OutboxRefusedError(OutboxError):
    """The file is a copy, belongs to another API, or is on a file system without reliable locks. Nothing is stored or sent."""


class OutboxClosedError(OutboxError):
    """The outbox is closed, is not open yet, or was opened by the parent of this process."""


class OutboxBusyError(OutboxError):
    """Another process kept the file locked; nothing was stored."""
