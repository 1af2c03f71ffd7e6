"""plock, blocking."""

from __future__ import annotations

from decimal import Decimal

from plock import Plock


class Blocking:
    def __init__(self, url: str, page_size: int) -> None:
        self.plock = Plock(api_key="bench", base_url=url)
        self.page_size = page_size

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.plock.close()

    def list(self, page):
        rows, amount = 0, Decimal(0)
        for invoice in self.plock.invoices.list(page=page, page_size=self.page_size):
            rows += 1
            amount += invoice.amount
        return rows, amount

    def hold(self, page):
        return [*self.plock.invoices.list(page=page, page_size=self.page_size)]

    def total(self, held):
        return len(held), sum((invoice.amount for invoice in held), Decimal(0))

    def table(self, page):
        return self.plock.invoices.list(page=page, page_size=self.page_size).to_polars()

    def sum(self, table):
        return table.height, table["amount"].sum()

    def stream(self, page):
        import pyarrow
        import pyarrow.compute

        rows, amount = 0, Decimal(0)
        stream = self.plock.invoices.list(page=page, page_size=self.page_size).arrow_stream()
        for batch in pyarrow.RecordBatchReader.from_stream(stream):
            rows += batch.num_rows
            amount += pyarrow.compute.sum(batch["amount"]).as_py()
        return rows, f"{amount:.2f}"

    def get(self, id):
        return self.plock.invoices.get(id).amount

    def add_many(self, events, in_flight):
        return len(self.plock.product_usages.add_many(events, concurrency=in_flight).recorded)
