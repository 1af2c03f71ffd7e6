"""Client for the Plock external API: usage-based billing with exact amounts.

    from plock import Plock

    with Plock() as plock:  # reads PLOCK_API_KEY
        for invoice in plock.invoices.list():
            print(invoice.id, invoice.amount, invoice.currency)

`AsyncPlock` is the asyncio client. Exceptions are in `plock.errors`, the types of responses in `plock.types`.
"""

from . import errors, types
from ._client import AsyncPlock, Plock, Timeout
from ._error import ApiError, PlockError
from ._lists import AsyncListing, Listing
from ._many import AsyncJob, Job, Outcome, Outcomes, Summary
from ._native import Page, Response, __version__

__all__ = [
    "ApiError",
    "AsyncJob",
    "AsyncListing",
    "AsyncPlock",
    "Job",
    "Listing",
    "Outcome",
    "Outcomes",
    "Page",
    "Plock",
    "PlockError",
    "Response",
    "Summary",
    "Timeout",
    "__version__",
    "errors",
    "types",
]
