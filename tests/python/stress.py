"""Stress test: constant garbage collection, and many exits and forks, for a few seconds each.

Takes the folder of the package and the path of the plock CLI. Needs only the standard library, so that any CPython can run it.
"""

import asyncio
import faulthandler
import gc
import importlib.util
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import traceback

SECONDS = 2.0
EVENT = {"crm_id": "hs321", "product_id": 7, "value": 1, "ts": 1750923349}


def imported(folder):
    """Imports the package from its folder."""
    spec = importlib.util.spec_from_file_location("plock", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
    module = importlib.util.module_from_spec(spec)
    sys.modules["plock"] = module
    spec.loader.exec_module(module)
    return module


def timer():
    end = time.monotonic() + SECONDS
    return lambda: time.monotonic() < end


def collecting(settings):
    """Calls, lists and many writes, blocking and asyncio, while the garbage collector runs at nearly each allocation."""
    is_running = timer()

    def blocking():
        with plock.Plock(on_response=lambda _response: None, **settings) as client:
            while is_running():
                assert client.invoices.get(2002).id == "2002"
                assert client.invoices.list(page_size=1).to_list()
                next(iter(client.invoices.list()))
                assert len(client.product_usages.add_many([EVENT] * 5).recorded) == 5
                assert len(list(client.product_usages.add_many_stream([EVENT] * 5))) == 5

    async def awaited():
        async def key():
            return settings["api_key"]

        async with plock.AsyncPlock(base_url=settings["base_url"], token_provider=key) as client:
            while is_running():
                await asyncio.gather(client.invoices.get(2002), client.invoices.list(page_size=1).to_list())
                task = asyncio.ensure_future(client.product_usages.add_many([EVENT] * 5).wait())
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
                async for _ in client.invoices.list(page_size=1):
                    break

    before = gc.get_threshold()
    gc.set_threshold(5)
    try:
        failed = []

        def work(run):
            try:
                run()
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=work, args=(run,)) for run in (blocking, lambda: asyncio.run(awaited()))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]
    finally:
        gc.set_threshold(*before)


ENDING = """
import ctypes, sys, threading
libc = ctypes.CDLL(None)
libc.__cxa_atexit(libc.usleep, ctypes.c_void_p(80_000), None)
plock = {imported}
client = plock.Plock(**{settings!r}, extra_headers={{"x-plock-sandbox-latency": "40"}}, on_response=lambda _response: 1)

def work():
    while True:
        client.invoices.list(page_size=1).to_list()
        client.product_usages.add_many([{event!r}] * 3)

for _ in range(3):
    threading.Thread(target=work, daemon=True).start()
threading.Event().wait(0.1)
"""


def ends(settings, folder):
    """Programs that exit while daemon threads call."""
    is_running, number = timer(), 0
    made = f"__import__('runpy').run_path({__file__!r})['imported']({folder!r})"
    text = ENDING.format(imported=made, settings=settings, event=EVENT)
    while is_running():
        programs = [subprocess.Popen([sys.executable, "-c", text], stderr=subprocess.PIPE) for _ in range(3)]
        for program in programs:
            error = program.communicate(timeout=20)[1]
            assert program.returncode == 0, (program.returncode, error)
            number += 1
    return number


def forks(settings):
    """Forked children that call, while threads call and log."""
    logger = logging.getLogger("plock")
    logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.DEBUG)
    client, is_running, number = plock.Plock(**settings), timer(), 0

    def load():
        while is_running():
            for _ in client.invoices.list(page_size=1, concurrency=4):
                pass

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    while is_running():
        child = os.fork()
        if child == 0:
            signal.alarm(20)  # faulthandler's watchdog is of no use in a child
            code = 1
            try:
                code = 0 if client.invoices.get(2002).id == "2002" else 1
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code == 0, code
        number += 1
    for thread in threads:
        thread.join()
    logger.setLevel(logging.NOTSET)
    return number


def main():
    import warnings

    # Forking with threads is tested on purpose.
    warnings.filterwarnings("ignore", message=".*multi-threaded.*fork", category=DeprecationWarning)
    folder, program = sys.argv[1:]
    faulthandler.dump_traceback_later(60, exit=True)
    global plock
    plock = imported(folder)
    sandbox = subprocess.Popen([program, "sandbox"], stdout=subprocess.PIPE, text=True)
    with sandbox.stdout:
        ready = json.loads(sandbox.stdout.readline())
        settings = {"base_url": ready["url"], "api_key": ready["key"]}
        try:
            collecting(settings)
            ended, forked = ends(settings, folder), forks(settings)
            print(f"Python {sys.version.split()[0]}: {ended} ends, {forked} forks")
        finally:
            sandbox.kill()
            sandbox.wait()


if __name__ == "__main__":
    main()
