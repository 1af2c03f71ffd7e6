"""OpenTelemetry: a span for each call and each attempt, and metrics of outboxes. Requires `pip install opentelemetry-api`."""

from __future__ import annotations

import typing
import weakref
from urllib.parse import urlsplit

from opentelemetry import metrics, propagate, trace
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from . import __version__
from ._client import _Client
from ._native import Response, operation_name
from ._outbox import OutboxStats, _Outbox, _stats
from .outbox_errors import OutboxError

C = typing.TypeVar("C", bound=_Client)
B = typing.TypeVar("B", bound=_Outbox)


def traced(client: C, *, tracer_provider: trace.TracerProvider | None = None) -> C:
    """Returns a client with the settings and connections of `client` that reports its calls.

        plock = traced(Plock())

    Each call, list and job of many writes has a span in the caller's context, and a child for each attempt with `url.template`,
    `plock.attempt` and, after a retry, `plock.retry.reason`. Requests carry the `traceparent` of the call.

    Args:
        client: A `Plock` or `AsyncPlock`.
        tracer_provider: Default: the global one.
    """
    other = object.__new__(type(client))
    other._native = typing.cast(typing.Any, _Native(client._native, trace.get_tracer("plock", __version__, tracer_provider)))
    return other


def measured(box: B, *, meter_provider: metrics.MeterProvider | None = None) -> B:
    """Reports the numbers of an outbox, and returns it.

        box = measured(plock.outbox("usage.plockbox", writers="only-this"))

    The gauges are `plock.outbox.queued` (events that are queued or being sent), `plock.outbox.oldest` (age of the oldest in seconds) and
    `plock.outbox.in_doubt`, the counter is `plock.outbox.delivered`. Each has the attribute `plock.outbox.path`. They end with the outbox.

    Args:
        box: An `Outbox` or `AsyncOutbox`.
        meter_provider: Default: the global one.
    """
    reference, attributes = weakref.ref(box), {"plock.outbox.path": box.path}

    def observe(
        value: typing.Callable[[OutboxStats], float],
    ) -> list[typing.Callable[[CallbackOptions], typing.Iterable[Observation]]]:
        def callback(_options: CallbackOptions) -> typing.Iterable[Observation]:
            box = reference()
            try:
                return [] if box is None else [Observation(value(_stats(box._native.stats())), attributes)]
            except OutboxError:
                return []

        return [callback]

    meter = metrics.get_meter("plock", __version__, meter_provider)
    meter.create_observable_gauge("plock.outbox.queued", observe(lambda stats: stats.unsent), "{event}")
    meter.create_observable_gauge("plock.outbox.oldest", observe(lambda stats: stats.oldest or 0.0), "s")
    meter.create_observable_gauge("plock.outbox.in_doubt", observe(lambda stats: stats.in_doubt), "{event}")
    meter.create_observable_counter("plock.outbox.delivered", observe(lambda stats: stats.delivered), "{event}")
    return box


class _Call:
    """The span of a call, list or job."""

    def __init__(self, tracer: trace.Tracer, native: typing.Any, operation: int) -> None:
        url = urlsplit(native.base_url)
        self._attributes: dict[str, typing.Any] = {
            "plock.operation": operation_name(operation),
            "server.address": url.hostname or "",
            "server.port": url.port or (80 if url.scheme == "http" else 443),
        }
        self._tracer = tracer
        self._hook = native.on_response
        self._span = tracer.start_span(f"plock {operation_name(operation)}", attributes=self._attributes)
        self._context = trace.set_span_in_context(self._span)
        headers: dict[str, str] = {}
        propagate.inject(headers, self._context)
        self._native = native.with_options({"extra_headers": headers, "on_response": self._attempt})
        self._reasons: dict[int, str] = {}

    def _attempt(self, response: Response) -> None:
        outcome = str(response.error if response.status is None else response.status)
        attributes = {
            **self._attributes,
            "http.request.method": response.method or "",
            "url.template": response.path or "",
            "plock.attempt": response.attempt,
        }
        self._span.set_attributes({name: attributes[name] for name in ("http.request.method", "url.template")})
        if response.attempt > 1:
            attributes["http.request.resend_count"] = response.attempt - 1
            attributes["plock.retry.reason"] = self._reasons.get(response.attempt - 1, "")
        self._reasons[response.attempt] = outcome
        if response.status is not None:
            attributes["http.response.status_code"] = response.status
        end = int(response.timestamp * 1e9)
        span = self._tracer.start_span(
            f"{response.method} {response.path}",
            self._context,
            SpanKind.CLIENT,
            attributes,
            start_time=end - int(response.duration * 1e9),
        )
        if response.status is None or response.status >= 400:
            _fail(span, outcome)
        span.end(end)
        if self._hook is not None:
            self._hook(response)

    def end(self, error: BaseException | None = None) -> None:
        if error is not None and self._span.is_recording():
            _fail(self._span, type(error).__name__, str(error))
            if isinstance(status := getattr(error, "status", None), int):
                self._span.set_attribute("http.response.status_code", status)
        # Ends once.
        if self._span.is_recording():
            self._span.end()

    def run(self, method: str, *args: typing.Any) -> typing.Any:
        """Calls the native client. Ends the span if that raises."""
        try:
            return getattr(self._native, method)(*args)
        except BaseException as error:
            self.end(error)
            raise


def _fail(span: Span, kind: str, message: str | None = None) -> None:
    span.set_attribute("error.type", kind)
    span.set_status(Status(StatusCode.ERROR, message))


class _Proxy:
    """Stands for an object of the native library."""

    def __init__(self, inner: typing.Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> typing.Any:
        return getattr(self._inner, name)


class _Pending(_Proxy):
    """A call of asyncio. Its span ends with it, or with the last result of a stream."""

    def __init__(self, inner: typing.Any, call: _Call, is_last: typing.Callable[[typing.Any], bool] | None = None) -> None:
        super().__init__(inner)
        self._call = call
        self._is_last = is_last

    def result(self) -> typing.Any:
        return _ended(self._inner.result, self._call, self._is_last)

    def cancel(self) -> None:
        self._inner.cancel()
        # A stream can be read again after a cancelled read.
        if self._is_last is None:
            self._call.end()


def _ended(
    result: typing.Callable[[], typing.Any], call: _Call, is_last: typing.Callable[[typing.Any], bool] | None = None
) -> typing.Any:
    """The result. Ends the span with the last result, or with an error."""
    try:
        value = result()
    except BaseException as error:
        call.end(error)
        raise
    if is_last is None or is_last(value):
        call.end()
    return value


class _Stream(_Proxy):
    """Pages, or outcomes of a job. The span ends with the last one, or when nothing refers to the stream."""

    def __init__(self, inner: typing.Any, call: _Call, is_last: typing.Callable[[typing.Any], bool]) -> None:
        super().__init__(inner)
        self._call = call
        self._is_last = is_last

    def __del__(self) -> None:
        self._call.end()

    def next(self, queue: typing.Any = None) -> typing.Any:
        if queue is not None:
            return _Pending(self._inner.next(queue), self._call, self._is_last)
        return _ended(self._inner.next, self._call, self._is_last)

    def step(self) -> typing.Any:
        return _ended(self._inner.step, self._call, self._is_last)


class _Native(_Proxy):
    """The native client with a span for each call."""

    def __init__(self, inner: typing.Any, tracer: trace.Tracer) -> None:
        super().__init__(inner)
        self._tracer = tracer

    def with_options(self, settings: dict[str, typing.Any]) -> _Native:
        return _Native(self._inner.with_options(settings), self._tracer)

    def _start(self, operation: int) -> _Call:
        return _Call(self._tracer, self._inner, operation)

    def _one(self, method: str, queue: typing.Any, operation: int, *args: typing.Any) -> typing.Any:
        call = self._start(operation)
        result = call.run(method, queue, operation, *args)
        return _ended(lambda: result, call) if queue is None else _Pending(result, call)

    def call(self, *args: typing.Any) -> typing.Any:
        return self._one("call", *args)

    def page(self, *args: typing.Any) -> typing.Any:
        return self._one("page", *args)

    def pages(self, queue: typing.Any, operation: int, *args: typing.Any) -> typing.Any:
        if queue is None:
            return self._each("pages", operation, queue, operation, *args)
        call = self._start(operation)
        return _Stream(call.run("pages", queue, operation, *args), call, lambda page: page is None)

    def items(self, operation: int, *args: typing.Any) -> typing.Iterator[typing.Any]:
        return self._each("items", operation, operation, *args)

    def _each(self, method: str, operation: int, *args: typing.Any) -> typing.Iterator[typing.Any]:
        call = self._start(operation)
        try:
            yield from call.run(method, *args)
        except Exception as error:
            call.end(error)
            raise
        finally:
            call.end()

    def many(self, queue: typing.Any, operation: int, concurrency: int) -> typing.Any:
        call = self._start(operation)
        # The last member of a result of a job: whether it has ended.
        return _Stream(call.run("many", queue, operation, concurrency), call, lambda result: bool(result[-1]))
