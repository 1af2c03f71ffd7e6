"""The exit of a program while calls are in flight."""

import subprocess
import sys
import threading
import time

import pytest
from conftest import INVOICE
from test_hooks import PAGES

# An exit handler of C, as libraries have them: it runs after the interpreter is finalized, while other threads continue.
SLOWLY = """
import ctypes
libc = ctypes.CDLL(None)
libc.__cxa_atexit(libc.usleep, ctypes.c_void_p(400_000), None)
"""

BEGIN = """
import plock, sys, threading, time
client = plock.Plock(**settings)

def started(work, *args):
    threading.Thread(target=work, args=args, daemon=True).start()
    time.sleep(0.15)

def asleep(*_):
    time.sleep(0.3)
    return "token"
"""

ENDINGS = {
    "after a call": "client.invoices.get(1)",
    "in the middle of a list": "next(iter(client.invoices.list()))",
    "with a call in another thread": "started(client.invoices.get, 9)",
    "with a list in another thread": "started(list, client.invoices.list())",
    "with many calls in another thread": """
event = {"crm_id": "a", "product_id": 1, "value": 1, "ts": 1750923349}
started(client.product_usages.add_many, [event] * 100)
""",
    "with a pending task": """
import asyncio

async def main():
    asyncio.ensure_future(plock.AsyncPlock(**settings).invoices.get(9))
    await asyncio.sleep(0.1)

asyncio.run(main())
""",
    "with a loop in another thread": """
import asyncio

async def main():
    await plock.AsyncPlock(**settings).invoices.get(9)

started(asyncio.run, main())
""",
    "in a token provider": """
del settings["api_key"]
started(plock.Plock(token_provider=asleep, **settings).invoices.get, 9)
""",
    "in an asyncio token provider": """
async def provider():
    import asyncio
    await asyncio.sleep(0.3)

del settings["api_key"]
started(plock.Plock(token_provider=provider, **settings).invoices.get, 9)
""",
    "with an Arrow stream": "capsule = client.invoices.list().__arrow_c_stream__()",
    "with an Arrow stream in another thread": """
import pyarrow
started(pyarrow.table, client.invoices.list())
""",
    "with an Arrow stream in a thread of another library": """
import polars
started(polars.DataFrame, client.invoices.list())
""",
    "with an outbox": """
import tempfile
box = plock.outbox(tempfile.mkdtemp() + "/usage.plockbox", writers="only-this", client=client)
event = {"crm_id": "a", "product_id": 1, "value": 1, "ts": 1750923349}
box.product_usages.record_many([event] * 10)
started(box.flush)
""",
    "with an outbox in its hook": """
import tempfile
hooked = client.with_options(on_response=asleep)
box = plock.outbox(tempfile.mkdtemp() + "/usage.plockbox", writers="only-this", client=hooked)
box.product_usages.record(**{"crm_id": "a", "product_id": 1, "value": 1, "ts": 1750923349})
time.sleep(0.15)
""",
    "in a hook": "started(client.with_options(on_response=asleep).invoices.get, 1)",
    "in a log handler": """
import logging

class Slow(logging.Handler):
    emit = asleep

logging.getLogger("plock").addHandler(Slow())
logging.getLogger("plock").setLevel("DEBUG")
started(client.invoices.get, 1)
""",
}


def responses(ending):
    """The responses of the server; the other calls get none."""
    if "client.invoices.get, 1" in ending or "on_response" in ending or "get(1)" in ending:
        return [(200, INVOICE)]
    return [PAGES[0]] if "next(" in ending else []


@pytest.mark.parametrize("slowly", ["", SLOWLY], ids=["at once", "slowly"])
@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_a_program_exits_cleanly(serve, ending, slowly):
    children = []
    for _ in range(4):
        settings = serve(*responses(ending)).settings()
        text = f"settings = {settings!r}\n{slowly}\n{BEGIN}\n{ending}"
        children.append(subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    end = time.monotonic() + 20
    for child in children:
        try:
            out, err = child.communicate(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            for other in children:
                other.kill()
            pytest.fail("the program does not exit")
        assert (child.returncode, out, err) == (0, "", "")


def test_only_the_exiting_thread_continues(serve):
    """Its `atexit` handlers can call, also one that was registered before the client was imported. A call in another thread does not return."""
    answer = threading.Event()
    own, other = serve((200, INVOICE)), serve((200, INVOICE, answer))
    text = f"""
import atexit
settings = {own.settings()!r}

def handler():
    print(client.invoices.get(1).id)
    # Time for the other thread.
    time.sleep(0.3)

atexit.register(handler)
{BEGIN}
other = plock.Plock(**{other.settings()!r})
started(lambda: print("returned:", other.invoices.get(9).id))
"""
    child = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    own.wait_requested()
    answer.set()
    out, err = child.communicate(timeout=20)
    assert (child.returncode, out, err) == (0, "2002\n", "")


def test_a_sub_interpreter_is_refused():
    text = """
try:
    import _interpreters as interpreters
    made = interpreters.create("legacy")
except ImportError:
    import _xxsubinterpreters as interpreters
    made = interpreters.create(isolated=False)
import plock
code = '''
try:
    import plock
    print("imported")
except ImportError as error:
    print("refused:", error)
'''
interpreters.run_string(made, code)
"""
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=20)
    assert done.stdout.startswith("refused: plock cannot be imported in a sub-interpreter"), done
