"""Calls on a loop of asyncio: they end on threads of the library, and the loop is told over a pipe."""

from __future__ import annotations

from ._native import Pending, Port

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable
    from typing import Any
    from weakref import WeakKeyDictionary, ref

    _ports: WeakKeyDictionary[asyncio.AbstractEventLoop, Callable[[], Port | None]]


def port() -> Port:
    """The port of the running loop."""
    # Not imported before: it takes longer than the whole package, and blocking clients do without.
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        from .errors import ConfigurationError

        raise ConfigurationError(
            "AsyncPlock: expected a running loop of asyncio; trio's is not supported, and without one there is Plock"
        ) from None
    try:
        made = _ports[loop]()
    except (KeyError, NameError):
        made = None
    return _open(loop) if made is None else made


def _open(loop: asyncio.AbstractEventLoop) -> Port:
    from contextvars import Context
    from weakref import WeakKeyDictionary, ref

    global _ports
    if "_ports" not in globals():
        _ports = WeakKeyDictionary()
    made = Port(loop)
    known: Callable[[], Port | None] = ref(made)
    try:
        # The loop holds the port, with the calls under way, and nothing else does: a loop that is closed takes them with it. The port knows the loop weakly, so that neither outlives the other for good.
        # A handle runs in the context in which it was made, and keeps it alive: this one is for all calls, so in none of theirs.
        Context().run(loop.add_reader, made.fileno(), made.drain)
    except (NotImplementedError, TypeError):
        made = Port(loop, _wake(ref(loop)))
        known = lambda: made  # noqa: E731
    _ports[loop] = known
    return made


def _wake(known: ref[asyncio.AbstractEventLoop]) -> Callable[[], None]:
    """What wakes a loop that watches no pipes, as a proactor's."""
    from contextvars import Context

    def wake() -> None:
        loop = known()
        if loop is not None and not loop.is_closed():
            made = _ports[loop]()
            if made is not None:
                Context().run(loop.call_soon_threadsafe, made.drain)

    return wake


async def wait(pending: Pending) -> Any:
    """What a call gives. Cancelled, the call is given up and its request stopped."""
    try:
        await pending.future
        return pending.result()
    finally:
        pending.cancel()


def token(
    provider: Callable[[], str] | Callable[[], Awaitable[str]], loop: asyncio.AbstractEventLoop | None
) -> str:
    """A token. Called on a thread of the library; a coroutine runs on the loop of the call, or else on one of its own."""
    given = provider()
    if not isinstance(given, str):
        import asyncio
        import inspect

        if not inspect.isawaitable(given):
            raise TypeError("token_provider: expected a callable that gives a str, or a coroutine of one")
        waited = _awaited(given)
        given = asyncio.run(waited) if loop is None else asyncio.run_coroutine_threadsafe(waited, loop).result()
    if not isinstance(given, str):
        raise TypeError("token_provider: expected a str")
    return given


async def _awaited(given: Awaitable[str]) -> str:
    return await given
