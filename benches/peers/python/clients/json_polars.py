"""urllib3, json and polars: a DataFrame of dicts, with times and amounts converted."""

from __future__ import annotations

import json

import polars

from . import urllib3_orjson


class Blocking(urllib3_orjson.Blocking):
    list = get = None

    def read(self, path, fields=None):
        answer = self.http.request("GET", self.url + path, fields=fields)
        if answer.status != 200:
            raise RuntimeError(f"status {answer.status}")
        return json.loads(answer.data)

    def table(self, page):
        rows, last = [], page
        while page <= last:
            found = self.read("/api/c1/invoices", {"page[number]": page, "page[size]": self.page_size})
            rows.extend({"id": row["id"], **row["attributes"]} for row in found["data"])
            last = found["meta"]["page"]["lastPage"]
            page += 1
        return polars.DataFrame(rows).with_columns(
            polars.col("createdAt", "updatedAt", "dueAt").str.to_datetime(time_zone="UTC"),
            polars.col("periodStart", "periodEnd").str.to_date(),
            polars.col("amount").cast(polars.Decimal(38, 18)),
        )

    def sum(self, table):
        return table.height, table["amount"].sum()
