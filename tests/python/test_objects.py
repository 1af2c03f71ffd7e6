"""Objects of the API: flat, exact, immutable values."""

import copy
import datetime
import pickle
from decimal import Decimal

import pytest
from plock import errors, types

WIRE = """{"type": "invoices", "id": 2002, "attributes": {"amount": 1000.00, "accountId": "5001", "periodStart": "2025-06-01",
"dueAt": "2025-06-26T09:35:49.748+02:00", "isParent": false, "somethingNew": {"a": [1, 2.50, null]}},
"relationships": {"account": {"data": {"id": "5001"}}}, "links": {"self": "/x"}}"""


@pytest.fixture
def invoice():
    return types.Invoice.from_json(WIRE, wire_names=True)


def test_values_are_exact_and_native(invoice):
    assert (invoice.id, invoice.account_id, invoice.is_parent) == ("2002", "5001", False)
    assert str(invoice.amount) == "1000.00" and isinstance(invoice.amount, Decimal)
    assert invoice.period_start == datetime.date(2025, 6, 1) and type(invoice.period_start) is datetime.date
    assert invoice.due_at == datetime.datetime(2025, 6, 26, 7, 35, 49, 748000, tzinfo=datetime.timezone.utc)
    assert invoice.due_at.utcoffset() == datetime.timedelta(0)
    assert invoice.currency is None
    assert invoice.links.self_ == "/x" and isinstance(invoice.links, types.JsonApiLinksSingle)
    assert invoice.relationships == {"account": {"data": {"id": "5001"}}}


def test_fields_that_are_not_in_the_spec_are_kept(invoice):
    assert invoice.extra == {"somethingNew": {"a": [1, Decimal("2.50"), None]}}
    assert str(invoice.extra["somethingNew"]["a"][1]) == "2.50"


def test_objects_are_immutable(invoice):
    with pytest.raises(AttributeError):
        invoice.amount = Decimal(1)
    with pytest.raises(AttributeError):
        invoice.other = 1


def test_equality_and_hash(invoice):
    same = types.Invoice.from_json(WIRE.replace("1000.00", '"1000.00"'), wire_names=True)
    other = types.Invoice.from_json(WIRE.replace("1000.00", "1000.01"), wire_names=True)
    assert invoice == same and not (invoice != same)
    assert invoice != other and invoice != "invoice"
    assert invoice != types.Invoice.from_json(WIRE.replace("2.50", "2.51"), wire_names=True)
    assert hash(invoice) == hash(same)  # without its relationships, which are a dict
    small = types.Invoice(id="1", amount="1.0")
    assert hash(small) == hash(types.Invoice(id="1", amount="1.00")) and small in {types.Invoice(id="1", amount="1.0")}


def test_repr_is_short(invoice):
    text = repr(invoice)
    assert text.startswith("Invoice(type='invoices', id='2002', amount=Decimal('1000.00'), account_id='5001'")
    assert "relationships" not in text and "currency" not in text
    assert len(repr(types.Invoice(id="1", currency="x" * 1000))) < 200


@pytest.mark.parametrize("wire_names", [False, True])
def test_dicts_and_json_round_trip(invoice, wire_names):
    as_dict = invoice.to_dict(wire_names=wire_names)
    assert as_dict["accountId" if wire_names else "account_id"] == "5001"
    assert as_dict["links"] == ({"self": "/x"} if wire_names else {"self_": "/x"})
    assert as_dict["somethingNew"] == {"a": [1, Decimal("2.50"), None]}
    assert types.Invoice.from_dict(as_dict, wire_names=wire_names) == invoice
    text = invoice.to_json(wire_names=wire_names)
    assert '"amount":"1000.00"' in text and '"a": [1, 2.50, null]' in text
    assert types.Invoice.from_json(text, wire_names=wire_names) == invoice


def test_pickle_keeps_extra_members_of_any_name():
    text = """{"id": "1", "odd": 1, "attributes": {"id": "9", "type": 2.50, "attributes": {"x": [1.10]}, "amount": "1.00"},
        "links": {"self": "/x", "attributes": 1}}"""
    for one in (types.Invoice.from_json(text, wire_names=True), types.Invoice(id="1", relationships={"a": 1})):
        again = pickle.loads(pickle.dumps(one))
        assert again == one and again.extra == one.extra and again.to_json() == one.to_json()
        assert again.links == one.links and (one.links is None or again.links.extra == {"attributes": 1})
    assert types.Invoice.from_json(text).extra == {"odd": 1, "id": "9", "type": Decimal("2.50"), "attributes": {"x": [Decimal("1.10")]}}


def test_pickle_and_copy(invoice):
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(invoice, protocol))
        assert again == invoice and type(again) is types.Invoice and again.extra == invoice.extra
    assert copy.copy(invoice) is invoice and copy.deepcopy([invoice])[0] is invoice


def test_pattern_matching(invoice):
    match invoice:
        case types.Invoice(id="2002", amount=amount):
            assert amount == Decimal(1000)
        case _:
            pytest.fail("no match")
    match invoice:
        case types.Invoice(kind, number):
            assert (kind, number) == ("invoices", "2002")


def test_objects_are_constructed_from_fields():
    event = types.NewProductUsage(crm_id="hs321", product_id=7, value=Decimal("12.50"), ts=1750923349)
    assert event.value == Decimal("12.50") and event.ts == 1750923349
    with pytest.raises(TypeError, match="no field \"amout\""):
        types.Invoice(id="1", amout=1)
    with pytest.raises(TypeError, match="id"):
        types.Invoice(amount="1")
    with pytest.raises(TypeError, match="amount: .* got the float"):
        types.Invoice(id="1", amount=1.5)
    with pytest.raises(TypeError, match="got the float 0.1"):
        types.Invoice.from_dict({"id": "1", "attributes": {"amount": 0.1}}, wire_names=True)
    with pytest.raises(errors.InvalidRequestError, match="ts: expected a date-time with an offset"):
        types.NewProductUsage(crm_id="a", product_id=1, value=1, ts="2025-06-26T10:00:00")
    with pytest.raises(errors.InvalidRequestError, match="28 digits"):
        types.Invoice(id="1", amount="1." + "1" * 30)
    with pytest.raises(errors.InvalidRequestError, match="/amount"):
        types.Invoice(id="1", amount="twelve")


def test_odd_numbers_keep_their_value():
    def amount(text):
        return str(types.Invoice.from_json('{"id": "1", "amount": %s}' % text, wire_names=True).amount)

    assert [amount(text) for text in ("1e3", "-0.00", '"007.10"', "0.1000000000000000000000000000")] == [
        "1000",
        "0.00",
        "7.10",
        "0.1000000000000000000000000000",
    ]


def test_classes_are_documented():
    assert "Object" in str(types.Invoice.__mro__)
    assert types.Invoice.__module__ == "plock.types"
    assert types.Account.crm_id.__doc__


def test_a_time_that_datetime_cannot_hold_is_a_str() -> None:
    exact = "2025-06-26T07:35:49.748123456Z"
    invoice = types.Invoice.from_json(
        f'{{"id": "1", "attributes": {{"createdAt": "{exact}", "dueAt": "9999-12-31T23:59:59.999999Z"}}}}',
        wire_names=True,
    )
    assert str(invoice.created_at) == exact
    assert invoice.due_at == datetime.datetime.max.replace(tzinfo=datetime.timezone.utc)
