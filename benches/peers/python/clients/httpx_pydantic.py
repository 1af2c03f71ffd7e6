"""httpx with pydantic models: typed, with decimals and dates."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Optional

import httpx
from pydantic import BaseModel, ConfigDict, PlainSerializer
from pydantic.alias_generators import to_camel


class Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class Attributes(Model):
    amount: Decimal
    account_id: int
    erp_id: Optional[str] = None
    subscription_id: int
    currency: str
    invoice_type: str
    period_start: date
    period_end: date
    created_at: datetime
    updated_at: datetime
    due_at: datetime
    payment_status: str
    parent_invoice_id: Optional[int] = None
    is_parent: bool


class Invoice(Model):
    id: str
    attributes: Attributes


class PageMeta(Model):
    last_page: int


class Meta(Model):
    page: PageMeta


class Page(Model):
    meta: Meta
    data: list[Invoice]


class One(Model):
    data: Invoice


class Usage(BaseModel):
    crm_id: str
    product_id: int
    value: Annotated[Decimal, PlainSerializer(float, return_type=float)]
    ts: int


class Recorded(Model):
    success: bool


HEADERS = {"Authorization": "Bearer bench", "Accept": "application/vnd.api+json"}
ADD = {"Accept": "application/json", "Content-Type": "application/json"}


class Blocking:
    def __init__(self, url: str, page_size: int) -> None:
        self.http = httpx.Client(base_url=url, headers=HEADERS, timeout=60)
        self.page_size = page_size

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.close()

    def list(self, page):
        rows, amount, last = 0, Decimal(0), page
        while page <= last:
            answer = self.http.get("/api/c1/invoices", params={"page[number]": page, "page[size]": self.page_size})
            found = Page.model_validate_json(answer.raise_for_status().content)
            for invoice in found.data:
                rows += 1
                amount += invoice.attributes.amount
            last = found.meta.page.last_page
            page += 1
        return rows, amount

    def get(self, id):
        answer = self.http.get(f"/api/c1/invoices/{id}")
        return One.model_validate_json(answer.raise_for_status().content).data.attributes.amount


class Async:
    def __init__(self, url: str, page_size: int) -> None:
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=32)
        self.http = httpx.AsyncClient(base_url=url, headers=HEADERS, timeout=60, limits=limits)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.http.aclose()

    async def add(self, event):
        body = Usage(**event).model_dump_json()
        answer = await self.http.post("/api/c1/product-usages", content=body, headers=ADD)
        assert Recorded.model_validate_json(answer.raise_for_status().content).success
