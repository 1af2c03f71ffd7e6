"""Settings are fixed at construction, and invalid arguments are refused."""

import collections
import collections.abc

import plock
import pytest
from conftest import INVOICE
from plock import errors, types
from test_calls import EVENT
from test_forks import forked


@pytest.mark.parametrize("way", ["close", "fork"])
def test_settings_are_fixed_at_construction(serve, monkeypatch, way):
    """Later changes of the environment do not apply."""
    first, other = serve(*[(200, INVOICE)] * 2), serve(*[(200, INVOICE)] * 2)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLOCK_API_KEY", "first-key")
    monkeypatch.setenv("PLOCK_BASE_URL", first.base_url)
    clients = [plock.Plock(max_retries=0, timeout=5), plock.Plock("key", base_url=first.base_url, max_retries=0, timeout=5)]
    monkeypatch.setenv("PLOCK_API_KEY", "other-key")
    monkeypatch.setenv("PLOCK_BASE_URL", other.base_url)
    monkeypatch.setenv("HTTP_PROXY", other.base_url)
    for client in clients:
        if way == "close":
            client.close()
            client.invoices.get(1)
        else:
            assert forked(lambda: client.invoices.get(1))
        assert client.base_url == first.base_url
    assert len(first.requests) == 2 and b"Bearer first-key" in first.requests[0] and other.requests == []
    monkeypatch.delenv("PLOCK_API_KEY")
    clients[0].close()
    assert repr(clients[0]) == f"Plock(base_url='{first.base_url}')"


class Endless(collections.abc.Mapping):
    """Contains itself."""

    def __getitem__(self, name):
        return self

    def __iter__(self):
        return iter(["again"])

    def __len__(self):
        return 1


class EndlessList(collections.abc.Sequence):
    """Contains itself."""

    def __getitem__(self, at):
        return self

    def __iter__(self):
        return iter([self])

    def __len__(self):
        return 1


def endless():
    """Values that contain themselves, and one that is nested very deep."""
    own_list, own_dict, deep = [], {}, "deep"
    own_list.append(own_list)
    own_dict["again"] = own_dict
    for _ in range(100_000):
        deep = [deep]
    return {"list": own_list, "dict": own_dict, "tuple": (own_list,), "mapping": Endless(), "sequence": EndlessList(), "deep": deep}


@pytest.mark.parametrize("value", endless().values(), ids=endless())
def test_a_value_that_contains_itself_is_refused(serve, value):
    server, deep = serve(*[(200, {"success": True})] * 2), "nested at most 128 deep"
    client = plock.Plock(**server.settings())
    with pytest.raises(errors.InvalidRequestError, match=deep) as caught:
        client.product_usages.add(**{**EVENT, "value": value})
    assert caught.value.field == "value"
    for event in ({**EVENT, "value": value}, collections.OrderedDict(EVENT, value=value)):
        outcomes = client.product_usages.add_many([event, EVENT])
        assert [outcome.status for outcome in outcomes] == ["refused", "recorded"]
        assert outcomes[0].error.field == "value" and "128 deep" in outcomes[0].error.message
    for make in (
        lambda: types.Invoice(id="1", relationships=value),
        lambda: types.Invoice.from_dict({"id": "1", "relationships": value}),
        lambda: types.Invoice.from_dict({"id": "1", "attributes": {"relationships": value}}, wire_names=True),
    ):
        with pytest.raises(errors.InvalidRequestError, match=f"(relationships|attributes): expected values {deep}"):
            make()


def test_nesting_up_to_the_limit_is_kept():
    value = "deep"
    for _ in range(126):
        value = [value]
    made = types.Invoice(id="1", relationships=value)
    assert made.relationships == value and types.Invoice.from_dict(made.to_dict()) == made
    with pytest.raises(errors.InvalidRequestError, match="128 deep"):
        types.Invoice(id="1", relationships=[[value]])
    with pytest.raises(errors.InvalidRequestError, match="deep"):
        types.Invoice.from_json('{"id": "1", "relationships": ' + "[" * 100_000, wire_names=True)


@pytest.mark.parametrize("event", [5, "text", None, [1], object()])
def test_an_event_that_is_not_a_mapping_is_refused(serve, event):
    outcomes = plock.Plock(**serve((200, {"success": True})).settings()).product_usages.add_many([event, EVENT])
    assert [outcome.status for outcome in outcomes] == ["refused", "recorded"]
    assert "expected a dict" in outcomes[0].error.message


@pytest.mark.parametrize("seconds", [1e300, float("inf"), 1e15])
def test_a_timeout_beyond_the_maximum_is_no_limit(client, seconds):
    assert client.with_options(timeout=seconds).invoices.get(2002).id == "2002"
    with pytest.raises(errors.ConfigurationError, match="timeout"):
        client.with_options(timeout=float("nan"))


def test_limits_of_a_client_apply(serve):
    limits = {"retry_budget": 0, "max_outage": None, "max_in_flight": 1, "max_response_size": 1000}
    server = serve((503, {}), (200, {"data": {"id": "1", "attributes": {"name": "x" * 200_000}}}))
    client = plock.Plock("key", base_url=server.base_url, **limits)
    with pytest.raises(errors.ServerError, match="retry_budget") as caught:
        client.invoices.get(1)
    assert caught.value.attempts == 1
    with pytest.raises(errors.DecodeError, match="max_response_size"):
        client.invoices.get(1)
    with pytest.raises(errors.ConfigurationError, match="max_in_flight"):
        plock.Plock("key", max_in_flight=0)
