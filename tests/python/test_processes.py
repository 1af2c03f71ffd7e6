"""Threads, forks, Ctrl-C and the end of a program."""

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


def test_threads_share_a_client(client):
    seen, failed = [], []

    def work(number):
        try:
            for _ in range(20):
                seen.append(client.invoices.get(2002).amount)
            seen.extend(invoice.amount for invoice in client.invoices.list(page_size=1))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [] and len(seen) >= 32 * 21


def test_other_threads_run_while_a_call_waits(serve):
    server = serve()
    client = plock.Plock(**server.settings(timeout=1))
    waiting = threading.Thread(target=lambda: pytest.raises(plock.PlockError, client.invoices.get, 1))
    waiting.start()
    server.wait_requested()
    steps, end = 0, time.monotonic() + 0.2
    while time.monotonic() < end:
        time.sleep(0.001)
        steps += 1
    assert waiting.is_alive() and steps > 50
    waiting.join()


def test_an_iterator_is_not_for_two_threads(serve):
    server = serve()
    items = iter(plock.Plock(**server.settings(timeout=0.5)).invoices.list())
    first = threading.Thread(target=lambda: pytest.raises(plock.PlockError, next, items))
    first.start()
    server.wait_requested()
    with pytest.raises(RuntimeError, match="read already"):
        next(items)
    first.join()


def forked(work):
    """Whether `work` goes well in a forked child, which gets ten seconds."""
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
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
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


def program(text, **more):
    return subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


CALLS = {
    "get": "client.invoices.get(1)",
    "list": "list(client.invoices.list())",
    "many": "client.product_usages.add_many([{'crm_id': 'a', 'product_id': 1, 'value': 1, 'ts': 1}])",
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_ctrl_c_interrupts_a_call(serve, call):
    server = serve()
    settings = server.settings()
    child = program(
        f"""
import plock, signal, time
# Whatever started the tests may have had it ignored, as a shell does for what runs in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
client = plock.Plock(**{settings!r})
try:
    {call}
except KeyboardInterrupt:
    print(time.time(), flush=True)
"""
    )
    server.wait_requested()
    sent = time.time()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=10)
    assert child.returncode == 0 and err == ""
    assert float(out) - sent < 0.1
    server.wait_closed(2)


ENDINGS = {
    "after a call": "client.invoices.get(1)",
    "in the middle of a list": "next(iter(client.invoices.list()))",
    "with a call in another thread": """
import threading
threading.Thread(target=client.with_options(timeout=30).invoices.get, args=(2,), daemon=True).start()
time.sleep(0.2)
""",
    "with a task left": """
import asyncio
async def main():
    other = plock.AsyncPlock(**settings)
    asyncio.ensure_future(other.invoices.get(3))
    await asyncio.sleep(0.2)
asyncio.run(main())
""",
    "with a provider asked": """
import threading
slow = plock.Plock(token_provider=lambda: time.sleep(5) or "token", base_url=settings["base_url"])
threading.Thread(target=slow.invoices.get, args=(2,), daemon=True).start()
time.sleep(0.2)
""",
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_a_program_ends_in_peace(serve, ending):
    server = serve((200, {"data": [INVOICE["data"]], **INVOICE} if "list" not in ending else {"data": [INVOICE["data"]] * 3}))
    if "get(1)" in ending:
        server = serve((200, INVOICE))
    child = program(f"import plock, time\nsettings = {server.settings()!r}\nclient = plock.Plock(**settings)\n{ending}")
    try:
        out, err = child.communicate(timeout=4)
    except subprocess.TimeoutExpired:
        child.kill()
        pytest.fail("the program does not end")
    assert (child.returncode, out, err) == (0, "", "")


def test_importing_is_light():
    child = program("import sys, plock; print([n for n in ('asyncio', 'logging', 'ssl', 'json', 'http') if n in sys.modules])")
    out, err = child.communicate(timeout=10)
    assert (out.strip(), err) == ("[]", "")
