"""Runs one job of one client, measured in its own process.

    python bench.py CLIENT JOB SETTINGS

CLIENT is a module of the folder clients. SETTINGS is a JSON object: the server's url, the count of rows or calls, and what all
languages have in common. Prints one line of JSON: what the job took.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import time
from decimal import Decimal
from typing import Any


class Times:
    """Measures time from its creation to `measure`."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.wall = time.perf_counter_ns()
        self.cpu = time.process_time_ns()

    def measure(self, rows: int, amount: Decimal) -> dict[str, Any]:
        wall, process = time.perf_counter_ns() - self.wall, time.process_time_ns()
        self.calls.sort()

        def percentile(percent: int) -> int | None:
            return self.calls[len(self.calls) * percent // 100] if self.calls else None

        return {
            "wall_ns": wall,
            "cpu_ns": process - self.cpu,
            "process_ns": process,
            "peak_kib": memory_kib("VmHWM"),
            "count": rows,
            "checksum": f"{rows} {amount}",
            "p50_ns": percentile(50),
            "p99_ns": percentile(99),
        }


def memory_kib(name: str) -> int:
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(f"{name}:"))
    except FileNotFoundError:
        return 0


def event(n: int) -> dict[str, Any]:
    return {"crm_id": f"hs{n}", "product_id": 7, "value": Decimal(n * 25 + 1250).scaleb(-2), "ts": 1_750_923_349}


def blocking(client: Any, job: str, settings: dict[str, Any]) -> dict[str, Any]:
    count, warm_up = settings["count"], settings["warm_up_calls"]
    if job == "list":
        client.list(settings["warm_up_page"])
        times = Times()
        return times.measure(*client.list(1))
    if job == "hold":
        client.hold(settings["warm_up_page"])
        times = Times()
        held = client.hold(1)
        rows, amount = client.total(held)
        return times.measure(rows, amount)
    if job == "table":
        # Slow clients read the first rows only.
        client.rows = count
        client.table(settings["warm_up_page"])
        times = Times()
        table = client.table(1)
        measure = times.measure(0, Decimal(0))
        # Not measured: the check that all clients read the same.
        rows, amount = client.sum(table)
        return {**measure, "count": rows, "checksum": f"{rows} {amount:.2f}"}
    if job == "stream":
        client.stream(settings["warm_up_page"])
        before, times = memory_kib("VmRSS"), Times()
        measure = times.measure(*client.stream(1))
        return {**measure, "peak_kib": max(0, measure["peak_kib"] - before)}
    if job == "get":

        def gets(count: int, calls: list[int]) -> Decimal:
            amount = Decimal(0)
            for n in range(count):
                started = time.perf_counter_ns()
                amount += client.get(1 + n % settings["singles"])
                calls.append(time.perf_counter_ns() - started)
            return amount

        gets(warm_up, [])
        times = Times()
        return times.measure(count, gets(count, times.calls))
    if job == "add-many":
        client.add_many(map(event, range(warm_up)), settings["in_flight"])
        times = Times()
        return times.measure(client.add_many(map(event, range(count)), settings["in_flight"]), Decimal(0))
    raise SystemExit(f"no job named {job}")


async def concurrent(client: Any, job: str, settings: dict[str, Any]) -> dict[str, Any]:
    count, warm_up = settings["count"], settings["warm_up_calls"]
    if job == "list":
        await client.list(settings["warm_up_page"])
        times = Times()
        return times.measure(*await client.list(1))
    if job == "hold":
        await client.hold(settings["warm_up_page"])
        times = Times()
        held = await client.hold(1)
        rows, amount = client.total(held)
        return times.measure(rows, amount)
    if job == "get":

        async def gets(count: int, calls: list[int]) -> Decimal:
            amount = Decimal(0)
            for n in range(count):
                started = time.perf_counter_ns()
                amount += await client.get(1 + n % settings["singles"])
                calls.append(time.perf_counter_ns() - started)
            return amount

        await gets(warm_up, [])
        times = Times()
        return times.measure(count, await gets(count, times.calls))
    if job == "add":

        async def adds(count: int) -> int:
            left = iter(range(count))

            async def worker() -> int:
                done = 0
                for n in left:
                    await client.add(event(n))
                    done += 1
                return done

            return sum(await asyncio.gather(*(worker() for _ in range(settings["in_flight"]))))

        await adds(warm_up)
        times = Times()
        return times.measure(await adds(count), Decimal(0))
    raise SystemExit(f"no job named {job}")


def main() -> None:
    name, job, text = sys.argv[1:]
    settings = json.loads(text)
    module = importlib.import_module(f"clients.{name}")

    async def on_a_loop() -> dict[str, Any]:
        async with module.Async(settings["url"], settings["page_size"]) as client:
            return await concurrent(client, job, settings)

    if hasattr(module, "Blocking") and hasattr(module.Blocking, job.replace("-", "_")):
        with module.Blocking(settings["url"], settings["page_size"]) as client:
            measure = blocking(client, job, settings)
    else:
        measure = asyncio.run(on_a_loop())
    print(json.dumps(measure))


if __name__ == "__main__":
    main()
