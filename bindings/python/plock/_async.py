"""Calls of an asyncio loop: they complete on threads of the library, which notify the loop over a pipe."""

from __future__ import annotations

from ._native import CompletionQueue, Pending

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    import typing
    from weakref import WeakKeyDictionary, ref

    _queues: WeakKeyDictionary[asyncio.AbstractEventLoop, typing.Callable[[], CompletionQueue | None]]
else:
    from ._typing import typing


def completion_queue() -> CompletionQueue:
    """The completion queue of the running loop.

    Raises:
        plock.errors.ConfigurationError: No asyncio loop is running.
    """
    # Imported lazily: it takes longer than the whole package, and blocking clients do not need it.
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        from .errors import ConfigurationError

        raise ConfigurationError(
            "AsyncPlock: expected a running asyncio loop (trio's is not supported); without asyncio, use Plock"
        ) from None
    try:
        queue = _queues[loop]()
    except (KeyError, NameError):
        queue = None
    return _open(loop) if queue is None else queue


def _open(loop: asyncio.AbstractEventLoop) -> CompletionQueue:
    from contextvars import Context
    from weakref import WeakKeyDictionary, ref

    global _queues
    if "_queues" not in globals():
        _queues = WeakKeyDictionary()
    queue = CompletionQueue(loop)
    reference: typing.Callable[[], CompletionQueue | None] = ref(queue)
    try:
        # Only the loop holds the queue with its pending calls, and the queue holds the loop weakly: closing the loop frees both.
        # An empty context: the handle would keep the context of the first call alive.
        Context().run(loop.add_reader, queue.fileno(), queue.drain)
    except (NotImplementedError, TypeError):
        queue = CompletionQueue(loop, _wake(ref(loop)))
        reference = lambda: queue  # noqa: E731
    _queues[loop] = reference
    return queue


def _wake(reference: ref[asyncio.AbstractEventLoop]) -> typing.Callable[[], None]:
    """Wakes a loop that cannot watch pipes, such as a proactor."""
    from contextvars import Context

    def wake() -> None:
        loop = reference()
        if loop is not None and not loop.is_closed():
            queue = _queues[loop]()
            if queue is not None:
                Context().run(loop.call_soon_threadsafe, queue.drain)

    return wake


async def wait(pending: Pending) -> typing.Any:
    """Waits for the result of a call. Cancellation aborts its request."""
    try:
        await pending.future
        return pending.result()
    finally:
        pending.cancel()


def token(
    provider: typing.Callable[[], str] | typing.Callable[[], typing.Awaitable[str]], loop: asyncio.AbstractEventLoop | None
) -> str:
    """Calls the token provider, on a thread of the library. A coroutine runs on the loop of the call, or on a new one."""
    result = provider()
    if not isinstance(result, str):
        import asyncio
        import inspect

        if not inspect.isawaitable(result):
            raise TypeError("token_provider: expected a function or coroutine function that returns a str")
        coroutine = _await(result)
        result = asyncio.run(coroutine) if loop is None else asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    if not isinstance(result, str):
        raise TypeError("token_provider: expected a str")
    return result


async def _await(awaitable: typing.Awaitable[str]) -> str:
    return await awaitable
