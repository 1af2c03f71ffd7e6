"""The data source of Spark. Run by `cargo xtask test matrix` with the packages in spark.txt, and with a JDK."""

import datetime
import json
import pickle
import sys
from decimal import Decimal

import plock
import plock.spark
import pytest
from plock import errors
from plock_testing import Sandbox
from pyspark.errors import PySparkException
from pyspark.sql import Row, SparkSession
from pyspark.sql import functions as F

TS = 1_750_000_000


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("events")


@pytest.fixture(scope="module")
def environment():
    """The sandbox of all tests, in the environment that the workers of Spark inherit."""
    with Sandbox(key="plk-0f8e2b7c41d9") as sandbox, pytest.MonkeyPatch.context() as patch:
        for name, value in {"API_KEY": sandbox.key, "BASE_URL": sandbox.url}.items():
            patch.setenv(f"PLOCK_{name}", value)
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        yield sandbox


@pytest.fixture(scope="module")
def spark(environment, log):
    # A task has three attempts.
    builder = SparkSession.builder.master("local[2,3]").config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.eventLog.enabled", "true").config("spark.eventLog.dir", log.as_uri())
    builder = builder.config("spark.eventLog.compress", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
    plock.spark.register(session)
    yield session
    session.stop()


@pytest.fixture
def api(environment):
    environment.reset()
    environment.accounts.add(crm_id="hs321")
    return environment


def table(spark, resource, **options):
    return spark.read.format("plock").options(resource=resource, **options).load()


def usage(number):
    return {"key": f"e{number}", "crm_id": "hs321", "product_id": "7", "value": Decimal(number) / 100, "ts": TS + number}


def report(frame, file, **options):
    options = {"resource": "product_usages", "outbox": file, "writers": "only-this", **options}
    frame.write.format("plock").mode("append").options(**options).save()


def recorded(api):
    """Numbers of the events that the API has, each once."""
    numbers = sorted(int(row.timestamp.timestamp()) - TS for row in api.recorded.product_usages)
    assert len(numbers) == len(set(numbers)), "an event was recorded twice"
    return numbers


def add_usages(api, numbers):
    for number in numbers:
        api.product_usages.add(product_id=7 + number % 2, value=Decimal(number) / 100, timestamp=datetime.date(2025, 1, 1 + number % 28))


def test_counts_and_sums_are_exact_over_partitions(spark, api):
    amounts = [Decimal(f"{n}.10") for n in range(137)]
    for amount in amounts:
        api.invoices.add(amount=amount)
    for partitions, expected in [(1, 1), (3, 3), (100, 14)]:
        invoices = table(spark, "invoices", partitions=partitions, page_size=10)
        assert invoices.rdd.getNumPartitions() == expected
        rows, ids, total = invoices.agg(F.count("*"), F.countDistinct("id"), F.sum("amount")).first()
        assert (rows, ids, total) == (137, 137, sum(amounts))
    assert table(spark, "invoices", columns="id, amount", decimals=2).dtypes == [("id", "string"), ("amount", "decimal(38,2)")]
    row = table(spark, "invoices", columns="id,created_at").first()
    assert row.created_at.timestamp() == api.client().invoices.get(row.id).created_at.timestamp()


def test_each_list_has_a_schema(spark, api):
    names = [name for name in dir(plock.Plock) if hasattr(getattr(plock.Plock, name), "list")]
    assert len(names) >= 5
    for name in names:
        frame = table(spark, name, columns="all")
        assert not frame.schema["id"].nullable
        assert frame.count() == frame.select("id").distinct().count()


def test_parameters_of_the_list_are_options(spark, api):
    add_usages(api, range(60))

    def query(condition="true", **options):
        rows = table(spark, "product_usages", **options).filter(condition).count()
        return rows, {name: value for name, value in api.requests[-1].query.items() if name.startswith("filter")}

    assert query(product_id=8) == (30, {"filter[productId]": "8"})
    between = {"filter[timestampBetween]": "2025-01-10,2025-01-11"}
    assert query(Timestamp_Between="2025-01-10,2025-01-11") == (sum(9 <= number % 28 < 11 for number in range(60)), between)
    assert query("product_id = '8' or value > 0.5", consistent="true") == (30 + 4, {})


def test_a_query_does_not_keep_the_filters_of_another(spark, api):
    add_usages(api, range(60))
    usages = table(spark, "product_usages")
    for condition, rows in [("product_id = '8'", 30), ("product_id = '8' or value > 0.5", 34), ("true", 60)]:
        assert usages.filter(condition).count() == rows


def test_a_list_that_changes_between_tasks_is_an_error(environment, api):
    from plock._spark import PlockDataSource

    for _ in range(30):
        api.invoices.add()
    source = PlockDataSource({"RESOURCE": "invoices", "page_size": "10", "partitions": "3"})
    reader = source.reader(source.schema())
    first, second, _ = reader.partitions()
    assert sum(batch.num_rows for batch in reader.read(first)) == 10
    api.invoices.add()
    with pytest.raises(errors.InconsistentListError, match="page 2 of 3 and 30 items, got page 2 of 4 and 31 items"):
        list(reader.read(second))


def start(spark, checkpoint, each):
    stream = spark.readStream.format("plock").options(resource="product_usages", page_size=7, partitions=3).load()
    writer = stream.writeStream.trigger(availableNow=True).option("checkpointLocation", str(checkpoint)).foreachBatch(each)
    writer.start().awaitTermination()


def test_a_restarted_stream_has_no_gap_and_no_duplicate(spark, api, tmp_path):
    seen = {}

    def keep(frame, batch):
        seen[batch] = [(row.id, row.value) for row in frame.select("id", "value").collect()]

    def fail(frame, batch):
        keep(frame.limit(3), batch)
        raise RuntimeError("the sink is full")

    expected = []
    for more, each in [(23, keep), (1, keep), (20, fail), (0, keep), (30, fail), (5, keep), (0, keep)]:
        add_usages(api, range(len(expected), len(expected) + more))
        expected += range(len(expected), len(expected) + more)
        if each is fail:
            with pytest.raises(PySparkException, match="the sink is full"):
                start(spark, tmp_path, each)
        else:
            start(spark, tmp_path, each)
            rows = [row for rows in seen.values() for row in rows]
            assert len({id for id, _ in rows}) == len(rows) == len(expected)
            assert sorted(value for _, value in rows) == [Decimal(number) / 100 for number in expected]
    assert len(seen) >= 5


def test_a_stream_ends_if_rows_are_not_where_they_were(environment, api):
    from plock._spark import PlockDataSource

    source = PlockDataSource({"resource": "product_usages", "page_size": "7"})
    stream = source.streamReader(source.schema())
    assert stream.latestOffset() == {"rows": 0, "id": None, "page_size": 7}
    add_usages(api, range(20))
    start, end = stream.initialOffset(), stream.latestOffset()
    (task,) = stream.partitions(start, end)
    assert sum(batch.num_rows for batch in stream.read(task)) == 20
    assert stream.partitions(end, stream.latestOffset()) == []
    add_usages(api, range(20, 25))
    (task,) = stream.partitions({**end, "id": "another"}, stream.latestOffset())
    with pytest.raises(errors.InconsistentListError, match="expected the id another in row 20, got"):
        list(stream.read(task))
    with pytest.raises(errors.InconsistentListError, match="expected at least 26 rows, got 25"):
        stream.partitions({**end, "rows": 26}, stream.latestOffset())
    with pytest.raises(errors.ConfigurationError, match="invoices: expected a list of recorded events"):
        PlockDataSource({"resource": "invoices"}).streamReader(source.schema())


def test_a_failed_and_retried_task_reports_nothing_twice(spark, api, tmp_path):
    def failing(rows):
        """Fails the first two attempts of a task, at the end of its rows."""
        from pyspark import TaskContext

        yield from rows
        if TaskContext.get().attemptNumber() < 2:
            raise RuntimeError("the machine is gone")

    file = tmp_path / "usage.plockbox"
    frame = spark.createDataFrame([Row(**usage(number)) for number in range(40)]).repartition(4)
    report(spark.createDataFrame(frame.rdd.mapPartitions(failing), frame.schema), file)
    assert recorded(api) == list(range(40))
    # The whole job again, with some more.
    report(spark.createDataFrame([Row(**usage(number)) for number in range(50)]), file)
    assert recorded(api) == list(range(50))
    outcomes = spark.read.format("plock").option("outbox", file).load()
    assert outcomes.groupBy("status").count().collect() == [Row(status="recorded", count=50)]
    assert {row.key for row in outcomes.collect()} == {f"e{number}" for number in range(50)}
    assert Decimal(json.loads(outcomes.filter("key = 'e12'").first().event)["value"]) == Decimal("0.12")


def test_each_event_has_an_outcome(spark, api, tmp_path):
    file = tmp_path / "usage.plockbox"
    report(spark.createDataFrame([Row(**usage(0))]), file)
    api.next(422, operation="product_usages.add")
    with pytest.raises(PySparkException, match="0 recorded, 1 refused, 0 unknown, 0 queued"):
        report(spark.createDataFrame([Row(**usage(1))]), file)
    api.drop_after_commit(operation="product_usages.add")
    with pytest.raises(PySparkException, match="1 recorded, 0 refused, 1 unknown, 0 queued"):
        report(spark.createDataFrame([Row(**usage(4) | {"product_id": "8"}), Row(**usage(5))]).coalesce(1), file, writers="others-too")
    outcomes = spark.read.format("plock").option("outbox", file).load()
    found = {row.key: row.status for row in outcomes.collect()}
    assert (found["e0"], found["e1"], {found["e4"], found["e5"]}) == ("recorded", "refused", {"recorded", "unknown"})
    with pytest.raises(PySparkException, match="1 recorded, 0 refused, 0 unknown, 1 queued"):
        report(spark.createDataFrame([Row(**usage(2)), Row(**usage(3) | {"crm_id": "new"})]), file)
    outcomes = spark.read.format("plock").option("outbox", file).load()
    assert {row.key: row.status for row in outcomes.filter("key in ('e2', 'e3')").collect()} == {"e2": "recorded", "e3": "queued"}


def test_a_stream_reports_each_event_once(spark, api, tmp_path):
    source, file = tmp_path / "source", tmp_path / "usage.plockbox"
    schema = "key string, crm_id string, product_id string, value decimal(10, 2), ts timestamp"
    for turn in range(3):
        rows = [(f"e{n}", "hs321", "7", Decimal(n) / 100, datetime.datetime.fromtimestamp(TS + n)) for n in range(turn * 10, turn * 10 + 15)]
        spark.createDataFrame(rows, schema).coalesce(1).write.mode("append").parquet(source.as_uri())
        query = spark.readStream.schema(schema).parquet(source.as_uri()).writeStream.format("plock").trigger(availableNow=True)
        options = {"resource": "product_usages", "outbox": file, "writers": "only-this", "checkpointLocation": tmp_path / "checkpoint"}
        query.options(**options).start().awaitTermination()
    assert recorded(api) == list(range(35))


def test_what_cannot_work_is_refused(spark, api, tmp_path):
    events = spark.createDataFrame([Row(**usage(1))])
    for work, message in [
        (lambda: table(spark, "invoice"), "resource: expected one of accounts, invoices"),
        (lambda: table(spark, "invoices", account_id=7), "unknown option account_id: expected one of base_url"),
        (lambda: table(spark, "product_usages", account_id="seven").count(), "account_id: expected an integer"),
        (lambda: table(spark, "invoices", page_sise=5), "unknown option page_sise"),
        (lambda: table(spark, "invoices", partitions=0), "partitions: expected at least 1, got '0'"),
        (lambda: table(spark, "invoices", consistent="true", partitions=2), "consistent: expected false, or true with one partition"),
        (lambda: table(spark, "invoices", columns="amont"), "no column .*amont.*amount"),
        (lambda: spark.read.format("plock").option("outbox", tmp_path / "none").load().count(), "outbox: expected the file"),
        (lambda: report(events.drop("key"), tmp_path / "a"), "key: expected a column of strings"),
        (lambda: report(events, tmp_path / "a", writers="me"), "writers: expected"),
        (lambda: report(events.withColumn("value", F.lit(0.5)), tmp_path / "a"), "value: .*float"),
        (lambda: events.write.format("plock").mode("overwrite").options(resource="product_usages", outbox="x", writers="only-this").save(), "mode: expected append"),
    ]:  # fmt: skip
        with pytest.raises(PySparkException, match=message):
            work()
    assert recorded(api) == []


def test_the_key_is_nowhere(spark, api, log, tmp_path, capfd):
    from plock._spark import PlockDataSource

    with pytest.raises(PySparkException, match="PLOCK_API_KEY") as refused:
        table(spark, "invoices", api_key=api.key)
    assert api.key not in str(refused.value)
    add_usages(api, range(3))
    usages = table(spark, "product_usages").filter("product_id = '7'")
    usages.explain("extended")
    usages.collect()
    report(spark.createDataFrame([Row(**usage(1))]), tmp_path / "usage.plockbox")
    source = PlockDataSource({"resource": "product_usages"})
    assert api.key.encode() not in pickle.dumps([source, source.reader(source.schema())])
    out = "".join(capfd.readouterr())
    assert "BatchScan plock" in out
    spark.stop()
    logged = "".join(file.read_text() for file in log.rglob("*") if file.is_file())
    assert "BatchScan plock" in logged
    assert api.key not in logged + out
