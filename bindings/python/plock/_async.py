"""Calls on a loop of asyncio: they end on threads of the library, and the loop is told over a pipe."""

from __future__ import annotations

from ._native import Pending, Port

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from typing import Any
    from weakref import WeakKeyDictionary, ref

    _ports: WeakKeyDictionary[asyncio.AbstractEventLoop, Port]


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
        return _ports[loop]
    except (KeyError, NameError):
        return _open(loop)


def _open(loop: asyncio.AbstractEventLoop) -> Port:
    from weakref import WeakKeyDictionary, ref

    global _ports
    if "_ports" not in globals():
        _ports = WeakKeyDictionary()
    made = Port(loop)
    try:
        # The port knows the loop weakly, so that neither outlives the other for good.
        loop.add_reader(made.fileno(), made.drain)
    except (NotImplementedError, TypeError):
        made = Port(loop, _wake(ref(loop)))
    _ports[loop] = made
    return made


def _wake(known: ref[asyncio.AbstractEventLoop]) -> Callable[[], None]:
    """What wakes a loop that watches no pipes, as a proactor's."""

    def wake() -> None:
        loop = known()
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(_ports[loop].drain)

    return wake


async def wait(pending: Pending) -> Any:
    """What a call gives. Cancelled, the call is given up and its request stopped."""
    try:
        return await pending.future
    finally:
        pending.cancel()
