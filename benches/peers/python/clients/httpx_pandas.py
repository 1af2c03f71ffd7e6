"""httpx with pandas: a DataFrame of the JSON, with times and amounts converted."""

from __future__ import annotations

from decimal import Decimal

import httpx
import pandas

HEADERS = {"Authorization": "Bearer bench", "Accept": "application/vnd.api+json"}


class Blocking:
    def __init__(self, url: str, page_size: int) -> None:
        self.http = httpx.Client(base_url=url, headers=HEADERS, timeout=60)
        self.page_size = page_size

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.close()

    def table(self, page):
        rows, last = [], page
        while page <= last:
            answer = self.http.get("/api/c1/invoices", params={"page[number]": page, "page[size]": self.page_size})
            answer.raise_for_status()
            found = answer.json()
            rows.extend(found["data"])
            last = found["meta"]["page"]["lastPage"]
            page += 1
        table = pandas.json_normalize(rows)
        for name in ("createdAt", "updatedAt", "dueAt", "periodStart", "periodEnd"):
            table[f"attributes.{name}"] = pandas.to_datetime(table[f"attributes.{name}"])
        table["attributes.amount"] = table["attributes.amount"].map(Decimal)
        return table

    def sum(self, table):
        return len(table), sum(table["attributes.amount"], Decimal(0))
