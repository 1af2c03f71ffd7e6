"""Tests of code that uses plock: a local Plock in the process of the test, with the objects that the test gives.

    from plock_testing import Sandbox

    with Sandbox() as sandbox, sandbox.client() as plock:
        sandbox.invoices.add(amount="12.50", currency="EUR")
        sandbox.next(503)  # the client tries again
        assert [invoice.currency for invoice in plock.invoices.list()] == ["EUR"]

For pytest, the fixtures `plock_sandbox` and `plock_client` are an empty sandbox of the test and a client of it.
"""

from ._objects import Recorded
from ._sandbox import Request, Sandbox

__all__ = ["Recorded", "Request", "Sandbox"]
