"""The client-under-test of the Python package: takes cases on standard input, one JSON object a line, calls the package as any
user would, and answers on standard output. With `--async` it is `AsyncPlock` that is judged. The protocol is in
`tests/conformance/README.md`.
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


def told(text):
    with lock:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


class Settings:
    """A client as a case sets it up."""

    def __init__(self, given):
        self.clock = _native.TestClock()
        options = {name: given[name] for name in ("api_key", "environment", "base_url", "user_agent_suffix") if name in given}
        options.update(self.common(given))
        if (tokens := given.get("token_provider")) is not None:
            options["token_provider"] = self.provider(tokens)
        if "ca_pem" in given:
            options["ca_certificates"] = given["ca_pem"]
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
        return (plock.AsyncPlock if ASYNC else plock.Plock)(clock=self.clock, **self.options)


def written(value):
    """JSON text of what a call gave; objects write themselves."""
    if isinstance(value, _native.Object):
        return value.to_json(wire_names=True)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{written(item)}" for name, item in value.items()) + "}"
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


def page_told(page):
    names = ("items", "current_page", "last_page", "per_page", "total", "next")
    return {name: getattr(page, name) for name in names}


def outcomes_told(outcomes):
    return [{"outcome": o.status, "error": None if o.error is None else failure(o.error)} for o in outcomes]


class Raised(Exception):
    """Raised by the source of a job."""


class Job:
    """Many writes as a job: its events, and what is told of it."""

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
        """Takes note of an outcome that was read one by one. False: it was the last one."""
        if outcome.index < len(self.given):
            self.after[outcome.index] = int((time.monotonic() - self.given[outcome.index]) * 1000)
        return outcome.index + 1 < self.most()

    def told(self, outcomes, summary, again):
        names = ("recorded", "refused", "unknown", "not_sent")
        job = {"summary": {name: getattr(summary, name) for name in names}, "interrupted": self.interrupted}
        if self.job.get("again"):
            job["again"] = [{"index": o.index, "outcome": o.status} for o in again]
        places = [{"index": o.index, "after_ms": self.after.get(o.index)} for o in outcomes]
        return Told([{**place, **told} for place, told in zip(places, outcomes_told(outcomes))], job)

    def plain(self, method, named):
        """Calls of the main thread are cancelled by a signal, as Ctrl-C does."""
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
        return self.told(outcomes, job.summary if job is not None else outcomes.summary, again)

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
        return self.told(outcomes, job.summary, job.outcomes)


class Told:
    """The outcomes of a job, and how it ended."""

    def __init__(self, outcomes, job):
        self.outcomes, self.job = outcomes, job


class Failed(Exception):
    """A list that failed half way, with what came before."""

    def __init__(self, items):
        self.items = items


def prepared(client, call):
    """The bound method of an operation, and its arguments: what is left out of the required ones is None."""
    resource, verb, kind = OPERATIONS[call["operation"]]
    options = dict(call.get("options", {}))
    paging = {name: options.pop(name) for name in ("page", "page_size") if name in options}
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
        return outcomes_told(method(*values, **named))
    if kind == "one":
        return method(*values, **named)
    listing, how = method(**named), call.get("list", "page")
    if how == "page":
        return page_told(listing.page())
    if how == "first":
        return listing.first()
    items = []
    try:
        items.extend(itertools.islice(Kept(listing, items), None if how == "all" else how["take"]))
    except plock.PlockError as error:
        raise Failed(items) from error
    return items


class Kept:
    """An iterator that leaves what it gave in `items` when it fails."""

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
            return outcomes_told(await job)
        except asyncio.CancelledError:
            job.stop(grace=0)
            raise
    if kind == "one":
        return await method(*values, **named)
    listing, how = method(**named), call.get("list", "page")
    if how == "page":
        return page_told(await listing.page())
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
        raise Failed(items) from error
    return items


class Answer:
    """The answer to a case, as it comes to be."""

    def __init__(self, case):
        self.parts = {"id": json.dumps(case["id"])}

    def result(self, value):
        if isinstance(value, Told):
            self.parts["job"] = json.dumps(value.job)
            value = value.outcomes
        self.parts["result"] = written(value)

    def error(self, error):
        if isinstance(error, Failed):
            self.parts["items"] = written(error.items)
            error = error.__cause__
        self.parts["error"] = json.dumps(failure(error))

    def cancelled(self):
        self.parts.update(cancelled="true", cancelled_at_ms=str(time.time_ns() // 1_000_000))

    def send(self, settings):
        self.parts["waits_ms"] = json.dumps(settings.clock.waits_ms)
        told("{" + ",".join(f'"{name}":{text}' for name, text in self.parts.items()) + "}")


def run(case):
    answer, settings, call = Answer(case), Settings(case["client"]), case["call"]
    # A job is cancelled by itself, and then tells what became of its writes.
    after = None if "job" in call else call.get("cancel_after_ms")
    try:
        client = settings.client()
        if after == 0:
            answer.cancelled()
        else:
            try:
                for left in reversed(range(call.get("times", 1))):
                    try:
                        # Calls of the main thread can be interrupted, as Ctrl-C does.
                        if after is not None:
                            signal.setitimer(signal.ITIMER_REAL, after / 1000)
                        value = plain(client, call)
                        signal_off(after)
                    except (plock.PlockError, Failed):
                        signal_off(after)
                        if left == 0:
                            raise
                answer.result(value)
            except KeyboardInterrupt:
                answer.cancelled()
    except (plock.PlockError, Failed) as error:
        answer.error(error)
    answer.send(settings)


def signal_off(after):
    if after is not None:
        signal.setitimer(signal.ITIMER_REAL, 0)


async def run_async(case):
    answer, settings, call = Answer(case), Settings(case["client"]), case["call"]
    # A job is cancelled by itself, and then tells what became of its writes.
    after = None if "job" in call else call.get("cancel_after_ms")

    async def calls():
        for left in reversed(range(call.get("times", 1))):
            try:
                value = await awaited(client, call)
            except (plock.PlockError, Failed):
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
                answer.cancelled()
                with contextlib.suppress(asyncio.CancelledError, plock.PlockError, Failed):
                    await task
                return answer.send(settings)
        answer.result(await task)
    except (plock.PlockError, Failed) as error:
        answer.error(error)
    answer.send(settings)


def guarded(work, *args):
    """A case that breaks the client is a crash, which the runner is to see."""
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


told(json.dumps({"ready": "python-async" if ASYNC else "python", "version": plock.__version__}))
if ASYNC:
    asyncio.run(main_async())
else:
    main()
