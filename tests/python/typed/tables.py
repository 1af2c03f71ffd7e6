"""The types of tables."""

import polars
from plock import ArrowSchema, ArrowStream, AsyncPlock, Page, Plock, types
from typing_extensions import assert_type


def tables(client: Plock, page: Page[types.Invoice]) -> None:
    listing = client.invoices.list()
    assert_type(listing.to_polars(), polars.DataFrame)
    assert_type(listing.to_polars(columns=["id", "amount"], decimals=20, names="wire"), polars.DataFrame)
    assert_type(page.to_polars(columns="all", decimals="string"), polars.DataFrame)
    schema = listing.arrow_schema()
    assert_type(schema, ArrowSchema)
    assert_type(schema.names, list[str])
    assert_type(listing.arrow_stream(decimals="float"), ArrowStream)
    listing.to_polars(decimals="double")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    polars.DataFrame(listing)


async def on_a_loop(client: AsyncPlock) -> None:
    assert_type(await client.invoices.list().to_polars(), polars.DataFrame)
