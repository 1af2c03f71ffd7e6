"""urllib3 with orjson: dicts, with amounts converted to decimals when they are read."""

from __future__ import annotations

from decimal import Decimal

import orjson
import urllib3

HEADERS = {"Authorization": "Bearer bench", "Accept": "application/vnd.api+json"}


class Blocking:
    def __init__(self, url: str, page_size: int) -> None:
        self.http = urllib3.PoolManager(headers=HEADERS, timeout=60, retries=False)
        self.url = url
        self.page_size = page_size

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.clear()

    def read(self, path, fields=None):
        answer = self.http.request("GET", self.url + path, fields=fields)
        if answer.status != 200:
            raise RuntimeError(f"status {answer.status}")
        return orjson.loads(answer.data)

    def list(self, page):
        rows, amount, last = 0, Decimal(0), page
        while page <= last:
            found = self.read("/api/c1/invoices", {"page[number]": page, "page[size]": self.page_size})
            for invoice in found["data"]:
                rows += 1
                amount += Decimal(invoice["attributes"]["amount"])
            last = found["meta"]["page"]["lastPage"]
            page += 1
        return rows, amount

    def get(self, id):
        return Decimal(self.read(f"/api/c1/invoices/{id}")["data"]["attributes"]["amount"])
