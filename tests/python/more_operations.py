"""Calls operations that only the spec of `tests/rust/more-operations.json` has. The package has no handwritten code for them."""

from decimal import Decimal

import plock

with plock.Plock() as client:
    notes = client.credit_notes.list().to_list()
    note = client.credit_notes.get(7)
    print(repr(note))
    assert notes and str(note.amount) == "0.300" and isinstance(note.amount, Decimal)
    assert "credit_notes" in dir(plock.AsyncPlock) and type(note).__module__ == "plock.types"
    assert [str(part.share) for part in note.lines[0].parts if part.share is not None] == ["0.10", "0.9"]
    schema = client.credit_notes.list().arrow_schema()
    assert {"id", "amount", "lines", "extra"} <= set(schema.names) and "Decimal128(38, 18)" in repr(schema)
    # Requests and responses have one schema in the spec, and one type each in the package.
    line = plock.types.CreditNoteLineInput(text="One seat", quantity="1.50")
    made = client.credit_notes.create(id="9", amount=Decimal("1.250"), reason="goodwill", lines=[line])
    assert type(made) is plock.types.CreditNote and str(made.amount) == "1.250"
    assert str(made.lines[0].quantity) == "1.50"
