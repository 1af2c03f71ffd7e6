"""Spark: lists as tables and streams, and usage that is reported once. Requires `pip install plock pyspark pyarrow` on each machine of the cluster."""

# pyspark may not be installed where types are checked, and pyarrow has no types.
# mypy: disable-error-code="import-not-found,import-untyped"

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from pyspark.sql import SparkSession


def register(spark: SparkSession) -> None:
    """Registers the data source `plock`.

        plock.spark.register(spark)
        invoices = spark.read.format("plock").option("resource", "invoices").load()

    The API key is read from the environment variable PLOCK_API_KEY of the driver and of each executor. It is no option, because Spark
    shows options in plans and logs.

    Options of `read` and `readStream`:
        resource: The resource whose list is read, such as `invoices`.
        columns: `default`, `all`, or names with commas between them. Default: `default`.
        decimals: `exact`, `string`, `float` or a scale of 0 to 28. Default: `exact`, which is decimal(38, 18).
        page_size: Maximum number of items per page. Default: chosen by the API.
        partitions: Number of tasks that read ranges of pages. Default: 1, which reads ahead: the rate limit is that of the API.
        consistent: `true`: as the argument `consistent` of lists, with one partition. Default: `false`.
        Parameters of the list by their names, such as `account_id`; of two values with a comma between them.
        outbox: Instead of `resource`: the file of an outbox, to read the outcomes of its events.

    Options of `write` and `writeStream`, beside `resource` and `outbox`:
        writers: Who else reports usage of these accounts and products: `only-this` or `others-too`.
        timeout: How long in seconds a commit waits for the API. What is not sent by then stays in the outbox. Default: 600 s.

    `base_url` and `environment` are those of `plock.Plock`.
    """
    from ._spark import PlockDataSource

    spark.dataSource.register(PlockDataSource)
