"""The client-under-test of the Python package: reads cases from standard input, one JSON object per line, calls the public API of the
package, and writes replies to standard output. `--async` selects `AsyncPlock`. `tests/conformance/README.md` describes the protocol.
"""

import asyncio
import contextlib
import inspect
import itertools
import json
import queue
import signal
import sys
import threading
import time
import traceback
from decimal import Decimal

import plock
from dispatch import OPERATIONS
from plock import _native

ASYNC = "--async" in sys.argv
NAMES = {"timeout_ms": "total", "read_timeout_ms": "read", "connect_timeout_ms": "connect"}
lock = threading.Lock()


def send_line(text):
    with lock:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


class Settings:
    """The settings of the client of a case."""

    def __init__(self, given):
        self.clock = _native.TestClock()
        options = {name: given[name] for name in ("api_key", "environment", "base_url", "user_agent_suffix") if name in given}
        options.update(self.common(given))
        if (tokens := given.get("token_provider")) is not None:
            options["token_provider"] = self.provider(tokens)
        if "ca_pem" in given:
            options["ca_certificates"] = given["ca_pem"]
        if "client_pem" in given:
            options["client_certificate"] = given["client_pem"]
        if "max_outage_ms" in given:
            options["max_outage"] = given["max_outage_ms"] / 1000 or None
        options.update({name: given[name] for name in ("retry_budget", "max_in_flight", "max_response_size") if name in given})
        if "proxy_url" in given:
            options["proxy"] = given["proxy_url"]
        self.options = options

    @staticmethod
    def common(given):
        limits = {NAMES[name]: given[name] / 1000 or None for name in NAMES if name in given}
        options = {"timeout": plock.Timeout(**limits)} if limits else {}
        options.update({name: given[name] for name in ("max_retries", "concurrency") if name in given})
        for ours, theirs in (("extra_headers", "headers"), ("extra_query", "query")):
            if given.get(theirs):
                options[ours] = given[theirs]
        return options

    @staticmethod
    def provider(tokens):
        turn = itertools.chain(range(len(tokens)), itertools.repeat(len(tokens) - 1))

        def give(entry):
            if "token" in entry:
                return entry["token"]
            raise RuntimeError(entry.get("error", ""))

        def provider():
            entry = tokens[next(turn)]
            time.sleep(entry.get("delay_ms", 0) / 1000)
            return give(entry)

        async def provider_async():
            entry = tokens[next(turn)]
            await asyncio.sleep(entry.get("delay_ms", 0) / 1000)
            return give(entry)

        return provider_async if ASYNC else provider

    def client(self):
        kind = plock.AsyncPlock if ASYNC else plock.Plock
        return type(kind.__name__, (kind,), {"_clock": self.clock})(**self.options)


def to_json(value):
    """The JSON of a result."""
    if isinstance(value, _native.Object):
        return value.to_json(wire_names=True)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(to_json, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{to_json(item)}" for name, item in value.items()) + "}"
    return json.dumps(value)


def failure(error):
    if not isinstance(error, plock.PlockError):
        raise error
    kind = type(error).__name__
    described = [{"title": e.title, "detail": e.detail, "status": e.status} for e in error.errors]
    names = ("message", "status", "method", "path", "attempts", "retry_safe", "pointer", "row_id", "field", "headers")
    facts = {name: getattr(error, name) for name in names}
    after = None if error.retry_after is None else int(error.retry_after)
    printed = "".join(traceback.format_exception(error)) + repr(error)
    return {"kind": kind, "errors": described, "retry_after_s": after, "printed": printed, **facts}


def page_json(page):
    names = ("items", "current_page", "last_page", "per_page", "total", "next")
    return {name: getattr(page, name) for name in names}


def outcomes_json(outcomes):
    return [{"outcome": o.status, "error": None if o.error is None else failure(o.error)} for o in outcomes]


class Raised(Exception):
    """Raised by the source of a job."""


class Job:
    """Runs a job of many writes and reports on it."""

    def __init__(self, call):
        self.call, self.job = call, call["job"]
        self.bodies = call["many"] * self.job.get("repeat", 1)
        self.given, self.after, self.interrupted = [], {}, None
        self.read = self.job.get("read", "all")

    def source(self):
        kind = self.job.get("source", "list")
        if kind == "live" and ASYNC:
            return self.live()
        return self.bodies if kind == "list" and "raise_at" not in self.job else self.events()

    def give(self, at):
        if at == self.job.get("raise_at"):
            self.interrupted = "source"
            raise Raised
        self.given.append(time.monotonic())
        return self.bodies[at]

    def events(self):
        for at in range(len(self.bodies)):
            time.sleep(self.job.get("every_ms", 0) / 1000)
            yield self.give(at)

    async def live(self):
        for at in range(len(self.bodies)):
            await asyncio.sleep(self.job.get("every_ms", 0) / 1000)
            yield self.give(at)

    def most(self):
        return self.read["take"] if isinstance(self.read, dict) else sys.maxsize

    def note(self, outcome):
        """Records when an outcome was read. False: it is the last one to read."""
        if outcome.index < len(self.given):
            self.after[outcome.index] = int((time.monotonic() - self.given[outcome.index]) * 1000)
        return outcome.index + 1 < self.most()

    def result(self, outcomes, summary, again):
        names = ("recorded", "refused", "unknown", "not_sent")
        job = {"summary": {name: getattr(summary, name) for name in names}, "interrupted": self.interrupted}
        if self.job.get("again"):
            job["again"] = [{"index": o.index, "outcome": o.status} for o in again]
        places = [{"index": o.index, "after_ms": self.after.get(o.index)} for o in outcomes]
        return JobResult([{**place, **outcome} for place, outcome in zip(places, outcomes_json(outcomes))], job)

    def plain(self, method, named):
        """Calls on the main thread are cancelled by a signal, like Ctrl-C."""
        after = self.call.get("cancel_after_ms")
        job = None
        try:
            if after is not None:
                signal.setitimer(signal.ITIMER_REAL, after / 1000)
            if self.read == "all":
                outcomes = again = method(self.source(), **named)
                signal_off(after)
            else:
                with method(self.source(), **named) as job:
                    if self.most():
                        for outcome in job:
                            if not self.note(outcome):
                                break
                signal_off(after)
                if isinstance(self.read, dict):
                    self.interrupted = "left"
                outcomes, again = list(job), job
        except (Raised, KeyboardInterrupt) as error:
            signal_off(after)
            if isinstance(error, KeyboardInterrupt):
                self.interrupted = "cancelled"
            if job is None:
                outcomes = again = error.outcomes
            else:
                with contextlib.suppress(Raised):
                    list(job)
                outcomes = again = job.outcomes
        return self.result(outcomes, job.summary if job is not None else outcomes.summary, again)

    async def awaited(self, method, named):
        job = method(self.source(), **named)

        async def reading():
            if self.read == "all":
                return await job
            async with contextlib.aclosing(aiter(job)) as more:
                if not self.most():
                    job.stop()
                    return
                async for outcome in more:
                    if not self.note(outcome):
                        break

        after = self.call.get("cancel_after_ms")
        try:
            await asyncio.wait_for(reading(), None if after is None else after / 1000)
        except asyncio.TimeoutError:
            self.interrupted = "cancelled"
        except Raised as error:
            assert error.outcomes == job.outcomes
        else:
            if isinstance(self.read, dict):
                self.interrupted = "left"
        with contextlib.suppress(Raised):
            await job
        outcomes = job.outcomes
        with contextlib.suppress(Raised):
            await job
        return self.result(outcomes, job.summary, job.outcomes)


class JobResult:
    """The outcomes of a job, and the report on it."""

    def __init__(self, outcomes, job):
        self.outcomes, self.job = outcomes, job


class ListError(Exception):
    """The error of a list, with the items before it."""

    def __init__(self, items):
        self.items = items


def prepared(client, call):
    """The bound method of an operation and its arguments. Missing required arguments are None."""
    resource, verb, kind = OPERATIONS[call["operation"]]
    options = dict(call.get("options", {}))
    paging = {name: options.pop(name) for name in ("page", "page_size", "consistent") if name in options}
    if common := Settings.common(options):
        client = client.with_options(**common)
    resource = getattr(client, resource)
    if "many" in call:
        more = {"concurrency": call["many_concurrency"]} if "many_concurrency" in call else {}
        if "job" in call:
            streamed = not ASYNC and call["job"].get("read", "all") != "all"
            return getattr(resource, verb + ("_many_stream" if streamed else "_many")), [], more, "job"
        return getattr(resource, verb + "_many"), [call["many"]], more, "many"
    method = getattr(resource, verb)
    args = dict(call.get("args", {}))
    for name, parameter in inspect.signature(method).parameters.items():
        if parameter.default is parameter.empty:
            args.setdefault(name, None)
    return method, [], {**args, **paging}, "list" if kind == "list" else "one"


def plain(client, call):
    method, values, named, kind = prepared(client, call)
    if kind == "job":
        return Job(call).plain(method, named)
    if kind == "many":
        return outcomes_json(method(*values, **named))
    if kind == "one":
        return method(*values, **named)
    listing, how = method(**named), call.get("list", "page")
    if how == "page":
        return page_json(listing.page())
    if how == "first":
        return listing.first()
    items = []
    try:
        items.extend(itertools.islice(RecordedItems(listing, items), None if how == "all" else how["take"]))
    except plock.PlockError as error:
        raise ListError(items) from error
    return items


class RecordedItems:
    """An iterator that stores its items in `items` if it fails."""

    def __init__(self, listing, items):
        self.inner, self.items, self.given = iter(listing), items, []

    def __iter__(self):
        return self

    def __next__(self):
        try:
            item = next(self.inner)
        except plock.PlockError:
            self.items[:] = self.given
            raise
        self.given.append(item)
        return item


async def awaited(client, call):
    method, values, named, kind = prepared(client, call)
    if kind == "job":
        return await Job(call).awaited(method, named)
    if kind == "many":
        job = method(*values, **named)
        try:
            return outcomes_json(await job)
        except asyncio.CancelledError:
            job.stop(grace=0)
            raise
    if kind == "one":
        return await method(*values, **named)
    listing, how = method(**named), call.get("list", "page")
    if how == "page":
        return page_json(await listing.page())
    if how == "first":
        return await listing.first()
    items, number = [], sys.maxsize if how == "all" else how["take"]
    try:
        async with contextlib.aclosing(aiter(listing)) as more:
            while len(items) < number:
                items.append(await anext(more))
    except StopAsyncIteration:
        pass
    except plock.PlockError as error:
        raise ListError(items) from error
    return items


class Reply:
    """The reply to a case."""

    def __init__(self, case):
        self.parts = {"id": json.dumps(case["id"])}

    def result(self, value):
        if isinstance(value, JobResult):
            self.parts["job"] = json.dumps(value.job)
            value = value.outcomes
        self.parts["result"] = to_json(value)

    def error(self, error):
        if isinstance(error, ListError):
            self.parts["items"] = to_json(error.items)
            error = error.__cause__
        self.parts["error"] = json.dumps(failure(error))

    def cancelled(self):
        self.parts.update(cancelled="true", cancelled_at_ms=str(time.time_ns() // 1_000_000))

    def send(self, settings):
        self.parts["waits_ms"] = json.dumps(settings.clock.waits_ms)
        send_line("{" + ",".join(f'"{name}":{text}' for name, text in self.parts.items()) + "}")


def run(case):
    reply, settings, call = Reply(case), Settings(case["client"]), case["call"]
    # A job handles its own cancellation, as it reports its outcomes afterwards.
    after = None if "job" in call else call.get("cancel_after_ms")
    try:
        client = settings.client()
        if after == 0:
            reply.cancelled()
        else:
            try:
                for left in reversed(range(call.get("times", 1))):
                    try:
                        # Calls on the main thread are interrupted, like by Ctrl-C.
                        if after is not None:
                            signal.setitimer(signal.ITIMER_REAL, after / 1000)
                        value = plain(client, call)
                        signal_off(after)
                    except (plock.PlockError, ListError):
                        signal_off(after)
                        if left == 0:
                            raise
                reply.result(value)
            except KeyboardInterrupt:
                reply.cancelled()
    except (plock.PlockError, ListError) as error:
        reply.error(error)
    reply.send(settings)


def signal_off(after):
    if after is not None:
        signal.setitimer(signal.ITIMER_REAL, 0)


async def run_async(case):
    reply, settings, call = Reply(case), Settings(case["client"]), case["call"]
    # A job handles its own cancellation, as it reports its outcomes afterwards.
    after = None if "job" in call else call.get("cancel_after_ms")

    async def calls():
        for left in reversed(range(call.get("times", 1))):
            try:
                value = await awaited(client, call)
            except (plock.PlockError, ListError):
                if left == 0:
                    raise
        return value

    try:
        client = settings.client()
        task = asyncio.ensure_future(calls())
        if after is not None:
            if after > 0:
                await asyncio.wait([task], timeout=after / 1000)
            if not task.done():
                task.cancel()
                reply.cancelled()
                with contextlib.suppress(asyncio.CancelledError, plock.PlockError, ListError):
                    await task
                return reply.send(settings)
        reply.result(await task)
    except (plock.PlockError, ListError) as error:
        reply.error(error)
    reply.send(settings)


def guarded(work, *args):
    """Crashes on an unexpected error, as the runner would wait for the reply."""
    try:
        work(*args)
    except BaseException:
        import os

        traceback.print_exc()
        sys.stderr.flush()
        os._exit(101)


def cases():
    for line in sys.stdin:
        yield json.loads(line, parse_float=Decimal)


def main():
    interruptible = queue.Queue()

    def interrupt(_signal, _frame):
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, interrupt)

    def read():
        running = []
        for case in cases():
            if case["call"].get("cancel_after_ms"):
                interruptible.put(case)
            else:
                running.append(threading.Thread(target=guarded, args=(run, case)))
                running[-1].start()
        for thread in running:
            thread.join()
        interruptible.put(None)

    threading.Thread(target=guarded, args=(read,)).start()
    while (case := interruptible.get()) is not None:
        guarded(run, case)


async def main_async():
    loop, waiting, running = asyncio.get_running_loop(), asyncio.Queue(), set()

    def read():
        for case in cases():
            loop.call_soon_threadsafe(waiting.put_nowait, case)
        loop.call_soon_threadsafe(waiting.put_nowait, None)

    async def one(case):
        try:
            await run_async(case)
        except BaseException as error:
            guarded(lambda: (_ for _ in ()).throw(error))

    threading.Thread(target=guarded, args=(read,)).start()
    while (case := await waiting.get()) is not None:
        task = asyncio.ensure_future(one(case))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)


send_line(json.dumps({"ready": "python-async" if ASYNC else "python", "version": plock.__version__}))
if ASYNC:
    asyncio.run(main_async())
else:
    main()
