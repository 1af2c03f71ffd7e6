"""plock, on an event loop."""

from __future__ import annotations

from decimal import Decimal

from plock import AsyncPlock


class Async:
    def __init__(self, url: str, page_size: int) -> None:
        self.plock = AsyncPlock(api_key="bench", base_url=url)
        self.page_size = page_size

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.plock.close()

    async def list(self, page):
        rows, amount = 0, Decimal(0)
        async for invoice in self.plock.invoices.list(page=page, page_size=self.page_size):
            rows += 1
            amount += invoice.amount
        return rows, amount

    async def get(self, id):
        return (await self.plock.invoices.get(id)).amount

    async def add(self, event):
        await self.plock.product_usages.add(**event)
