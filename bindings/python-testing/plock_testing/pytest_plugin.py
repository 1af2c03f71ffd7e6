"""Fixtures for pytest, which loads this module once the package is installed."""

from __future__ import annotations

import typing

import pytest

if typing.TYPE_CHECKING:
    from plock import Plock

    from . import Sandbox


@pytest.fixture
def plock_sandbox() -> typing.Iterator[Sandbox]:
    """An empty sandbox of this test."""
    # A test run without these fixtures does not load the package.
    from . import Sandbox

    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def plock_client(plock_sandbox: Sandbox) -> typing.Iterator[Plock]:
    """A client of the sandbox of this test."""
    with plock_sandbox.client() as client:
        yield client
