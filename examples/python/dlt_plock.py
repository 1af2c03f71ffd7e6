"""A dlt source: each list of Plock becomes a table, with exact decimals. Run it with `pip install plock "dlt[duckdb]" pyarrow`.

    python dlt_plock.py

loads all lists into `plock.duckdb`. It reads PLOCK_API_KEY, and PLOCK_BASE_URL for a sandbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dlt
from plock import Plock


@dlt.source(name="plock")
def plock_source(*resources: str) -> Iterator[Any]:
    """The lists of these resources, or all lists."""
    client = Plock()
    lists = {name: getattr(client, name).list for name in dir(client) if hasattr(getattr(client, name), "list")}
    for name in resources or lists:
        # The API has no "changed since": each load reads the list anew and replaces the table, so deleted rows leave it, too.
        # `consistent`: a list that changes while it is read must not lose a row.
        yield dlt.resource(pages(lists[name](consistent=True)), name=name, primary_key="id", write_disposition="replace")


def pages(listing: Any) -> Iterator[Any]:
    """A pyarrow.Table for each page, which dlt loads without an object for each row."""
    for page in listing.pages():
        yield page.to_arrow()


if __name__ == "__main__":
    pipeline = dlt.pipeline("plock", destination="duckdb", dataset_name="billing")
    print(pipeline.run(plock_source()))
    with pipeline.sql_client() as client:
        print(client.execute_sql("select currency, count(*), sum(amount) from invoices group by currency"))
