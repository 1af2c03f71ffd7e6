"""The REST source of dlt, into duckdb, and from there to Arrow."""

from __future__ import annotations

import os
import tempfile
from decimal import Decimal

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"

import dlt
from dlt.sources.rest_api import rest_api_source

HEADERS = {"Authorization": "Bearer bench", "Accept": "application/vnd.api+json"}


class Blocking:
    def __init__(self, url: str, page_size: int) -> None:
        self.url = url
        self.page_size = page_size

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def table(self, page):
        paging = {"type": "page_number", "base_page": 1, "page": page, "page_param": "page[number]", "total_path": "meta.page.lastPage"}
        paging["maximum_page"] = page + self.rows // self.page_size
        endpoint = {"path": "api/c1/invoices", "data_selector": "data", "params": {"page[size]": self.page_size}}
        source = rest_api_source({
            "client": {"base_url": self.url, "headers": HEADERS, "paginator": paging},
            "resources": [{"name": "invoices", "endpoint": endpoint}],
        })
        folder = tempfile.mkdtemp()
        destination = dlt.destinations.duckdb(f"{folder}/rows.duckdb")
        pipeline = dlt.pipeline("bench", pipelines_dir=folder, destination=destination, dataset_name="bench")
        pipeline.run(source)
        with pipeline.sql_client() as client:
            return client.native_connection.sql("select * from invoices").to_arrow_table()

    def sum(self, table):
        return table.num_rows, sum(map(Decimal, table["attributes__amount"].to_pylist()), Decimal(0))
