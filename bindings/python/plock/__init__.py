"""Client for the Plock external API: usage-based billing with exact amounts.

    from plock import Plock

    with Plock() as plock:  # reads PLOCK_API_KEY
        for invoice in plock.invoices.list():
            print(invoice.id, invoice.amount, invoice.currency)

`AsyncPlock` is the asyncio client. Exceptions are in `plock.errors`, the types of responses in `plock.types`. `plock.outbox` records usage
on disk and sends it in the background.
"""

from . import errors, types
from ._arrow import ArrowStream
from ._client import AsyncPlock, Plock, Timeout
from ._error import ApiError, PlockError
from ._lists import AsyncListing, Listing
from ._many import AsyncJob, Job, Outcome, Outcomes, Summary
from ._native import ArrowSchema, Page, Response, __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._outbox import (
        AsyncOutbox,
        Outbox,
        OutboxChange,
        OutboxEvent,
        OutboxPause,
        OutboxStats,
        Receipt,
        RollUp,
        async_outbox,
        outbox,
    )
else:

    def __getattr__(name):
        # Imported lazily: most programs have no outbox.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        from . import _outbox

        value = globals()[name] = getattr(_outbox, name)
        return value


__all__ = [
    "ApiError",
    "ArrowSchema",
    "ArrowStream",
    "AsyncJob",
    "AsyncListing",
    "AsyncOutbox",
    "AsyncPlock",
    "Job",
    "Listing",
    "Outbox",
    "OutboxChange",
    "OutboxEvent",
    "OutboxPause",
    "OutboxStats",
    "Outcome",
    "Outcomes",
    "Page",
    "Plock",
    "PlockError",
    "Receipt",
    "Response",
    "RollUp",
    "Summary",
    "Timeout",
    "__version__",
    "async_outbox",
    "errors",
    "outbox",
    "types",
]
