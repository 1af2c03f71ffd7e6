"""urllib3 with pyarrow.json: the pages are parsed together, with times and amounts converted."""

from __future__ import annotations

import io
import json

import pyarrow
import pyarrow.compute
import pyarrow.json

from . import urllib3_orjson

TIME = pyarrow.timestamp("us", "UTC")


class Blocking(urllib3_orjson.Blocking):
    list = get = None

    def table(self, page):
        bodies, last = [], page
        while page <= last:
            fields = {"page[number]": page, "page[size]": self.page_size}
            body = self.http.request("GET", f"{self.url}/api/c1/invoices", fields=fields).data
            if not bodies:
                last = json.loads(body)["meta"]["page"]["lastPage"]
            bodies.append(body)
            page += 1
        options = pyarrow.json.ReadOptions(block_size=1 << 24)
        pages = pyarrow.json.read_json(io.BytesIO(b"\n".join(bodies)), read_options=options)
        rows = pyarrow.compute.list_flatten(pages["data"]).combine_chunks()
        attributes = rows.field("attributes")
        columns = {"id": rows.field("id")}
        for at, field in enumerate(attributes.type):
            columns[field.name] = attributes.field(at)
        columns["amount"] = columns["amount"].cast(pyarrow.decimal128(38, 18))
        for name in ("createdAt", "updatedAt", "dueAt"):
            columns[name] = columns[name].cast(TIME)
        for name in ("periodStart", "periodEnd"):
            columns[name] = columns[name].cast(pyarrow.date32())
        return pyarrow.table(columns)

    def sum(self, table):
        return table.num_rows, pyarrow.compute.sum(table["amount"]).as_py()
