"""Writes log records to the logger `plock`. Imported by the native part once `logging` is imported."""

import logging

logger = logging.getLogger("plock")


def write(level: int, text: str, args: tuple[object, ...], attributes: dict[str, object], time: float) -> None:
    """Logs one event with the time at which it happened, in seconds since 1970."""
    if not logger.isEnabledFor(level):
        return
    record = logger.makeRecord(logger.name, level, __file__, 0, text, args, None, extra=attributes)
    record.relativeCreated -= (record.created - time) * 1000
    record.created, record.msecs = time, float(int(time % 1 * 1000))
    logger.handle(record)
