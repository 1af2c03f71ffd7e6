"""A client as Stainless generates it, on the base client of one of its libraries: leniently constructed models, a resource with
typed arguments, pages that fetch the next page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Generic, List, Optional, TypeVar

from orb import AsyncOrb, Orb
from orb._base_client import BasePage, BaseSyncPage, PageInfo, make_request_options
from orb._models import BaseModel
from orb._resource import AsyncAPIResource, SyncAPIResource
from orb._types import NOT_GIVEN, Headers, NotGiven
from orb._utils import PropertyInfo, async_maybe_transform, maybe_transform
from pydantic import Field
from typing_extensions import Annotated, Required, TypedDict

Row = TypeVar("Row")


class InvoiceAttributes(BaseModel):
    amount: str
    account_id: str = Field(alias="accountId")
    erp_id: Optional[str] = Field(alias="erpId", default=None)
    subscription_id: str = Field(alias="subscriptionId")
    currency: str
    invoice_type: str = Field(alias="invoiceType")
    period_start: date = Field(alias="periodStart")
    period_end: date = Field(alias="periodEnd")
    created_at: datetime = Field(alias="createdAt")
    updated_at: datetime = Field(alias="updatedAt")
    due_at: datetime = Field(alias="dueAt")
    payment_status: str = Field(alias="paymentStatus")
    parent_invoice_id: Optional[int] = Field(alias="parentInvoiceId", default=None)
    is_parent: bool = Field(alias="isParent")


class Invoice(BaseModel):
    id: str
    attributes: InvoiceAttributes


class InvoiceOne(BaseModel):
    data: Invoice


class PageMeta(BaseModel):
    current_page: int = Field(alias="currentPage")
    last_page: int = Field(alias="lastPage")


class Meta(BaseModel):
    page: PageMeta


class SyncNumberedPage(BaseSyncPage[Row], BasePage[Row], Generic[Row]):
    data: List[Row]
    meta: Meta

    def _get_page_items(self) -> List[Row]:
        return self.data or []

    def next_page_info(self) -> Optional[PageInfo]:
        page = self.meta.page
        if page.current_page >= page.last_page:
            return None
        return PageInfo(params={"page[number]": page.current_page + 1})


class InvoiceListParams(TypedDict, total=False):
    page_number: Annotated[int, PropertyInfo(alias="page[number]")]
    page_size: Annotated[int, PropertyInfo(alias="page[size]")]


class UsageAddParams(TypedDict, total=False):
    crm_id: Required[str]
    product_id: Required[int]
    value: Required[float]
    ts: Required[int]


class Recorded(BaseModel):
    success: bool


class Invoices(SyncAPIResource):
    def list(self, *, page_number: int | NotGiven = NOT_GIVEN, page_size: int | NotGiven = NOT_GIVEN):
        query = maybe_transform({"page_number": page_number, "page_size": page_size}, InvoiceListParams)
        options = make_request_options(extra_headers=ACCEPT, query=query)
        return self._get_api_list("/api/c1/invoices", page=SyncNumberedPage[Invoice], options=options, model=Invoice)

    def get(self, id: int) -> InvoiceOne:
        options = make_request_options(extra_headers=ACCEPT)
        return self._get(f"/api/c1/invoices/{id}", options=options, cast_to=InvoiceOne)


class ProductUsages(AsyncAPIResource):
    async def add(self, *, crm_id: str, product_id: int, value: float, ts: int) -> Recorded:
        usage = {"crm_id": crm_id, "product_id": product_id, "value": value, "ts": ts}
        body = await async_maybe_transform(usage, UsageAddParams)
        return await self._post(
            "/api/c1/product-usages", body=body, options=make_request_options(), cast_to=Recorded
        )


ACCEPT: Headers = {"Accept": "application/vnd.api+json"}


class Blocking:
    def __init__(self, url: str, page_size: int) -> None:
        self.client = Orb(api_key="bench", base_url=url)
        self.invoices = Invoices(self.client)
        self.page_size = page_size

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.close()

    def list(self, page):
        rows, amount = 0, Decimal(0)
        for invoice in self.invoices.list(page_number=page, page_size=self.page_size):
            rows += 1
            amount += Decimal(invoice.attributes.amount)
        return rows, amount

    def get(self, id):
        return Decimal(self.invoices.get(id).data.attributes.amount)


class Async:
    def __init__(self, url: str, page_size: int) -> None:
        self.client = AsyncOrb(api_key="bench", base_url=url)
        self.usages = ProductUsages(self.client)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.client.close()

    async def add(self, event):
        answer = await self.usages.add(**{**event, "value": float(event["value"])})
        assert answer.success
