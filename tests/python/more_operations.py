"""Calls of operations that only the spec of `tests/rust/more-operations.json` has: no line of the package is written for them."""

from decimal import Decimal

import plock

with plock.Plock() as client:
    notes = client.credit_notes.list().to_list()
    note = client.credit_notes.get(7)
    print(repr(note))
    assert notes and str(note.amount) == "0.300" and isinstance(note.amount, Decimal)
    assert "credit_notes" in dir(plock.AsyncPlock) and type(note).__module__ == "plock.types"
    assert [str(part.share) for part in note.lines[0].parts if part.share is not None] == ["0.10", "0.9"]
