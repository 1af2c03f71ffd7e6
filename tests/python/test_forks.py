"""Forks: a child can use a client of its parent; using a list or loop of the parent is an error."""

import asyncio
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

import plock
import pytest
from conftest import INVOICE
from plock import errors
from test_calls import EVENT
from test_lists import page

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def forked(work):
    """Whether `work` succeeds in a forked child within ten seconds."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def test_a_client_made_before_a_fork_works_in_both(client):
    def work():
        assert client.invoices.get(2002).id == "2002"
        assert len(client.invoices.list().to_list()) > 0

    work()
    assert forked(work), "the child's call failed or never ended"
    work()
    assert forked(lambda: (work(), forked(work) or os._exit(1)))
    work()


def pooled(number):
    return str(CLIENT.invoices.get(2002).amount)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
def test_multiprocessing(client):
    global CLIENT
    CLIENT = client
    client.invoices.get(2002)
    with multiprocessing.get_context("fork").Pool(3) as pool:
        assert pool.map_async(pooled, range(12)).get(timeout=20) == ["1000.00"] * 12


def refused(work):
    """Whether `work` fails immediately in a forked child."""

    def child():
        start = time.monotonic()
        with pytest.raises(errors.ConfigurationError, match="before a fork"):
            work()
        assert time.monotonic() - start < 1

    return forked(child)


def test_a_list_or_job_of_the_parent_is_an_error_in_the_child(serve):
    server = serve(*[(200, page(number, last=2)) for number in (1, 2)])
    client = plock.Plock(**server.settings(timeout=plock.Timeout(None, read=None)))
    listing = client.invoices.list(concurrency=3)
    items, pages, unread = iter(listing), listing.pages(), iter(listing)
    first = next(items)
    for iterator in (items, unread):
        assert refused(lambda: next(iterator)), "the child's list did not fail, or hangs"
    assert refused(lambda: next(pages))
    assert [first.id, *(item.id for item in items)] == ["1", "2"]
    many = client._native.many(None, 9, 4)
    assert refused(lambda: many.push([EVENT], {})) and refused(many.next)


def test_lists_and_calls_of_the_parent_can_be_dropped_in_the_child(serve):
    server = serve((200, page(1)))
    items = iter(plock.Plock(**server.settings()).invoices.list(concurrency=3))
    next(items)
    held = [items]

    def drop():
        nonlocal items
        items = None
        held.clear()

    assert forked(drop)


def test_a_loop_of_the_parent_is_an_error_in_the_child(serve):
    server = serve((200, INVOICE))
    client = plock.AsyncPlock(**server.settings())
    loop = asyncio.new_event_loop()
    loop.run_until_complete(client.invoices.get(1))
    assert refused(lambda: loop.run_until_complete(client.invoices.get(1)))
    server.responses.append((200, INVOICE))
    assert forked(lambda: asyncio.run(client.invoices.get(1)))
    loop.close()


def test_forks_under_load_with_logs(sandbox):
    """No lock may be held by another thread during a fork: threads call and log, and each child does too."""
    logger = logging.getLogger("plock")
    before, handler = logger.level, logging.NullHandler()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False  # The handlers of pytest write to a file whose own lock CPython does not release in a child.
    ended = threading.Event()
    client = plock.Plock(**sandbox, on_response=lambda _response: None)

    def load():
        while not ended.is_set():
            for _ in client.invoices.list(page_size=1, concurrency=4):
                pass

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        end, forks = time.monotonic() + FORKING, 0
        while time.monotonic() < end:
            assert forked(lambda: client.invoices.get(2002)), f"the child of fork {forks} failed or hangs"
            forks += 1
        assert forks > 5
    finally:
        ended.set()
        for thread in threads:
            thread.join()
        logger.removeHandler(handler)
        logger.setLevel(before)
        logger.propagate = True


def test_a_fork_waits_for_modules_that_are_imported(serve):
    """A thread is importing a module that logging needs; in the child, the import lock would never be released."""
    text = f"""
import logging, os, signal, sys, threading, time
import plock
logging.getLogger("plock").setLevel("DEBUG")
logging.getLogger("plock").addHandler(logging.NullHandler())
client = plock.Plock(**{serve((200, INVOICE), (200, INVOICE)).settings()!r})
slow = logging.getLogger

def wait(name=None):
    time.sleep(0.5)
    return slow(name)

logging.getLogger = wait
thread = threading.Thread(target=client.invoices.get, args=(1,))
thread.start()
while "plock._logs" not in sys.modules:
    time.sleep(0.01)
child = os.fork()
if child == 0:
    signal.alarm(5)
    client.invoices.get(1)
    os._exit(0)
print(os.waitpid(child, 0)[1])
thread.join()
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", text], capture_output=True, text=True, timeout=30)
    assert (done.stdout, done.stderr) == ("0\n", "")


FORKING = float(os.environ.get("PLOCK_FORKING", "3"))
