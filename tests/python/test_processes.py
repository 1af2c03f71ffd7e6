"""Threads and Ctrl-C."""

import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

import plock
import pytest
from plock import errors


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
    client = plock.Plock(**server.settings(timeout=3))
    waiting = threading.Thread(target=lambda: pytest.raises(plock.PlockError, client.invoices.get, 1))
    waiting.start()
    server.wait_requested()
    steps, end = 0, time.monotonic() + 0.2
    while time.monotonic() < end:
        time.sleep(0.001)
        steps += 1
    assert waiting.is_alive() and steps > 5
    waiting.join()


def test_an_iterator_refuses_a_second_thread(serve):
    server = serve()
    items = iter(plock.Plock(**server.settings(timeout=0.5)).invoices.list())
    first = threading.Thread(target=lambda: pytest.raises(plock.PlockError, next, items))
    first.start()
    server.wait_requested()
    with pytest.raises(errors.ConfigurationError, match="already being iterated"):
        next(items)
    first.join()


def test_files_and_a_library_from_different_builds_are_an_error(tmp_path):
    types = pathlib.Path(shutil.copytree(pathlib.Path(plock.__file__).parent, tmp_path / "plock")) / "types.py"
    types.write_text(re.sub('check_build\\(".*"\\)', 'check_build("0.0.9+00000000")', types.read_text()))
    run = subprocess.run([sys.executable, "-c", "import plock"], cwd=tmp_path, capture_output=True, text=True)
    said = r"ImportError: .* from build 0\.0\.9\+00000000, .* from build .*; reinstall plock"
    assert run.returncode == 1 and re.search(said, run.stderr), run.stderr


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
# SIGINT may be ignored by the parent, as a shell does for background jobs.
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
    out, err = child.communicate(timeout=30)
    assert child.returncode == 0 and err == ""
    # Writes in flight have a grace of 2 seconds.
    assert float(out) - sent < (10 if "many" in call else 2)
    server.wait_closed(2)


FEW_FILES = """
import os, resource, plock

# Starts the threads of the library. Its connection stays open, so that it gives back no file later.
other = plock.Plock(**settings)
other.invoices.get(2002)
client = plock.Plock(**settings, max_in_flight=1, timeout=0.5)
files = []
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
try:
    while True:
        files.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
for _ in range(3):
    try:
        client.invoices.get(2002)
    except plock.PlockError as error:
        print(type(error).__name__, error.retry_safe)
for file in files:
    os.close(file)
print(client.invoices.get(2002).id)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of open files")
def test_a_client_outlasts_a_lack_of_files(sandbox):
    run = program(f"settings = {sandbox!r}\n{FEW_FILES}")
    output, errors = run.communicate(timeout=30)
    assert output.splitlines() == ["ConnectionError True"] * 3 + ["2002"], errors


def test_importing_is_light():
    child = program("import sys, plock; print([n for n in ('asyncio', 'logging', 'ssl', 'json', 'http') if n in sys.modules])")
    out, err = child.communicate(timeout=10)
    assert (out.strip(), err) == ("[]", "")
