"""Usage that Spark reports, through an outbox on the driver."""

# pyspark may not be installed where types are checked, and pyarrow has no types.
# mypy: disable-error-code="import-not-found,import-untyped"
# pyright: reportPrivateUsage=false

from __future__ import annotations

import os
import time
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow
from pyspark.sql.datasource import (
    DataSourceArrowWriter,
    DataSourceReader,
    DataSourceStreamArrowWriter,
    InputPartition,
    WriterCommitMessage,
)
from pyspark.sql.types import IntegerType, LongType, StringType, StructField, StructType, TimestampType

from . import _outbox
from ._client import Plock
from ._recorders import Recorders
from .errors import ConfigurationError, PartialFailureError

KEY = "key"
"""The column with the key of an event."""
STATUS = {"delivered": "recorded", "rejected": "refused", "in_doubt": "unknown", "claimed": "queued"}
"""Outcomes by the states of events. Other states are their own outcome."""
STATES: tuple[_outbox.State, ...] = typing.get_args(_outbox.State)
SLICE = 2.0
"""How often in seconds a commit looks for events that need not be waited for."""

OUTCOMES = StructType(
    [
        StructField("key", StringType()),
        StructField("status", StringType(), nullable=False),
        StructField("reason", StringType()),
        StructField("attempts", IntegerType(), nullable=False),
        StructField("recorded_at", TimestampType(), nullable=False),
        StructField("operation", StringType(), nullable=False),
        StructField("event", StringType(), nullable=False),
        StructField("seq", LongType(), nullable=False),
    ]
)
"""The table of outcomes."""


def status(event: _outbox.OutboxEvent) -> str:
    return STATUS.get(event.state, event.state)


class Outcomes(DataSourceReader):
    """Reads the outcomes of an outbox on the driver, where its file is."""

    def __init__(self, path: str) -> None:
        self.path = path

    def partitions(self) -> list[InputPartition]:
        if not os.path.exists(self.path):
            raise ConfigurationError(f"outbox: expected the file of an outbox on the machine of the driver, got {self.path!r}")
        with _outbox.outbox(self.path, writers="others-too", send=False) as box:
            return [InputPartition([_row(event) for state in STATES for event in box.events(state)])]

    def read(self, partition: InputPartition) -> Iterator[tuple[typing.Any, ...]]:
        return iter(partition.value)


def _row(event: _outbox.OutboxEvent) -> tuple[typing.Any, ...]:
    body = event.body if isinstance(event.body, str) else event.body.to_json()
    return (event.key, status(event), event.reason, event.attempts, event.recorded_at, event.operation, body, event.seq)


@dataclass
class Events(WriterCommitMessage):
    """The events of a task. Nothing is sent before Spark has chosen one attempt of each task."""

    batches: list[pyarrow.RecordBatch] = field(default_factory=list[pyarrow.RecordBatch])

    def pairs(self) -> Iterator[tuple[str, dict[str, typing.Any]]]:
        for batch in self.batches:
            for event in batch.to_pylist():
                yield event.pop(KEY), event


class _Writer:
    """Collects events in the tasks, and records them in the outbox once all tasks have ended."""

    def __init__(self, options: dict[str, str], overwrite: bool) -> None:
        self.options = options
        if overwrite:
            raise ConfigurationError("mode: expected append, got overwrite: usage cannot be replaced")
        for name in ("resource", "outbox", "writers"):
            if name not in options:
                raise ConfigurationError(f"{name}: expected a value, got none")
        recorders = [name for name in dir(Recorders) if not name.startswith("_")]
        if options["resource"] not in recorders:
            raise ConfigurationError(f"resource: expected one of {', '.join(recorders)}, got {options['resource']!r}")
        try:
            self.timeout = float(options.get("timeout", "600"))
        except ValueError:
            raise ConfigurationError(f"timeout: expected a number of seconds, got {options['timeout']!r}") from None

    # The iterator has another type in a base class of both writers.
    def write(self, iterator: Iterator[typing.Any]) -> Events:
        events = Events()
        for batch in iterator:
            if KEY not in batch.schema.names or batch.column(KEY).null_count or batch.schema.field(KEY).type != pyarrow.string():
                raise ConfigurationError(f"{KEY}: expected a column of strings without nulls, which names each event once")
            events.batches.append(batch)
        return events

    def record(self, messages: list[WriterCommitMessage | None]) -> dict[str, int]:
        """Records the events, waits for the API, and returns the number of events by outcome."""
        events = [pair for message in messages if isinstance(message, Events) for pair in message.pairs()]
        plock = Plock(
            base_url=self.options.get("base_url"), environment=typing.cast(typing.Any, self.options.get("environment"))
        )
        writers = typing.cast(_outbox.Writers, self.options["writers"])
        with plock, _outbox.outbox(self.options["outbox"], writers=writers, client=plock) as box:
            receipts = getattr(box, self.options["resource"]).record_many(events)
            numbers = {receipt.seq for receipt in receipts}
            self._wait(box, numbers)
            box.close(0)
        with _outbox.outbox(self.options["outbox"], writers=writers, send=False) as box:
            counts = dict.fromkeys(["recorded", "refused", "unknown", "queued"], 0)
            for state in STATES:
                if state != "delivered":
                    for event in box.events(state):
                        if event.seq in numbers:
                            counts[status(event)] = counts.get(status(event), 0) + 1
            counts["recorded"] = len(numbers) - sum(counts.values())
            return counts

    def _wait(self, box: _outbox.Outbox, numbers: set[int]) -> None:
        """Waits until each event was sent. One that the API wants later again, as its customer is not there yet, is not waited for."""
        end = time.monotonic() + self.timeout
        while (left := end - time.monotonic()) > 0:
            if box.flush(min(left, SLICE)).unsent == 0:
                return
            unsent = [event for state in ("claimed", "queued") for event in box.events(state) if event.seq in numbers]
            if all(event.state == "queued" and event.attempts for event in unsent):
                return


class Writer(_Writer, DataSourceArrowWriter):
    """Reports the usage of a table."""

    def commit(self, messages: list[WriterCommitMessage | None]) -> None:
        counts = self.record(messages)
        if any(count for outcome, count in counts.items() if outcome != "recorded"):
            text = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
            path = self.options["outbox"]
            raise PartialFailureError(f"{text}: read the outcomes with the option outbox = {path}; written again, no event is sent twice")

    def abort(self, messages: list[WriterCommitMessage | None]) -> None:
        """Nothing was sent, or the outbox has it."""


class StreamWriter(_Writer, DataSourceStreamArrowWriter):
    """Reports the usage of a stream. The outbox goes on with what is not recorded."""

    def commit(self, messages: list[WriterCommitMessage | None], batchId: int) -> None:
        self.record(messages)

    def abort(self, messages: list[WriterCommitMessage | None], batchId: int) -> None:
        """Nothing was sent, or the outbox has it."""
