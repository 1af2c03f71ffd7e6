"""aiohttp with msgspec structs: typed, with decimals and dates."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Optional

import aiohttp
import msgspec


class Attributes(msgspec.Struct, rename="camel"):
    amount: Decimal
    account_id: int
    subscription_id: int
    currency: str
    invoice_type: str
    period_start: date
    period_end: date
    created_at: datetime
    updated_at: datetime
    due_at: datetime
    payment_status: str
    is_parent: bool
    erp_id: Optional[str] = None
    parent_invoice_id: Optional[int] = None


class Invoice(msgspec.Struct):
    id: str
    attributes: Attributes


class PageMeta(msgspec.Struct, rename="camel"):
    last_page: int


class Meta(msgspec.Struct):
    page: PageMeta


class Page(msgspec.Struct):
    meta: Meta
    data: list[Invoice]


class One(msgspec.Struct):
    data: Invoice


class Usage(msgspec.Struct):
    crm_id: str
    product_id: int
    value: Decimal
    ts: int


class Recorded(msgspec.Struct):
    success: bool


PAGE = msgspec.json.Decoder(Page, strict=False)
ONE = msgspec.json.Decoder(One, strict=False)
RECORDED = msgspec.json.Decoder(Recorded)
USAGE = msgspec.json.Encoder(decimal_format="number")

HEADERS = {"Authorization": "Bearer bench", "Accept": "application/vnd.api+json"}
ADD = {"Accept": "application/json", "Content-Type": "application/json"}


class Async:
    def __init__(self, url: str, page_size: int) -> None:
        self.url = url
        self.page_size = page_size

    async def __aenter__(self):
        self.http = aiohttp.ClientSession(self.url, headers=HEADERS, raise_for_status=True)
        return self

    async def __aexit__(self, *_):
        await self.http.close()

    async def page(self, number):
        params = {"page[number]": number, "page[size]": self.page_size}
        async with self.http.get("/api/c1/invoices", params=params) as answer:
            return PAGE.decode(await answer.read())

    async def list(self, page):
        rows, amount, last = 0, Decimal(0), page
        while page <= last:
            found = await self.page(page)
            for invoice in found.data:
                rows += 1
                amount += invoice.attributes.amount
            last = found.meta.page.last_page
            page += 1
        return rows, amount

    async def hold(self, page):
        held, last = [], page
        while page <= last:
            found = await self.page(page)
            held.extend(found.data)
            last = found.meta.page.last_page
            page += 1
        return held

    def total(self, held):
        return len(held), sum((invoice.attributes.amount for invoice in held), Decimal(0))

    async def get(self, id):
        async with self.http.get(f"/api/c1/invoices/{id}") as answer:
            return ONE.decode(await answer.read()).data.attributes.amount

    async def add(self, event):
        body = USAGE.encode(Usage(**event))
        async with self.http.post("/api/c1/product-usages", data=body, headers=ADD) as answer:
            assert RECORDED.decode(await answer.read()).success
