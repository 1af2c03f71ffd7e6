"""Fixtures: the sandbox, and servers with scripted responses."""

import json
import socket
import subprocess
import sys
import threading
import time

import plock
import pytest

SANDBOX = """
import json, sys
from plock_testing import Sandbox
with Sandbox(examples=True) as sandbox:
    print(json.dumps({"base_url": sandbox.url, "api_key": sandbox.key}), flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="session")
def sandbox():
    """Settings of a client of a sandbox with the examples of the API document. In a process of its own: tests measure memory."""
    process = subprocess.Popen([sys.executable, "-c", SANDBOX], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield json.loads(process.stdout.readline())
    process.communicate()


@pytest.fixture
def client(sandbox):
    with plock.Plock(**sandbox) as client:
        yield client


class Server:
    """Sends the next of `responses` for each request, once its event is set if it has one. After the last one it sends nothing.

    A body that is a str is sent as it is; a function makes the body of the request."""

    def __init__(self, responses):
        self.responses = list(responses)
        self.requests = []
        self.closed = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection:
            while True:
                head = b""
                while b"\r\n\r\n" not in head:
                    try:
                        more = connection.recv(65536)
                    except OSError:
                        more = b""
                    if not more:
                        self.closed.append(time.monotonic())
                        return
                    head += more
                self.requests.append(head)
                if not self.responses:
                    continue
                status, body, *allowed = self.responses.pop(0)
                for event in allowed:
                    event.wait(5)
                body = body(head) if callable(body) else body
                data = (body if isinstance(body, str) else json.dumps(body)).encode()
                connection.sendall(b"HTTP/1.1 %d X\r\ncontent-length: %d\r\nx-served: yes\r\n\r\n" % (status, len(data)) + data)

    def wait_closed(self, within):
        """Returns the time at which the client closed its connection. Fails after `within` seconds."""
        end = time.monotonic() + within
        while not self.closed:
            assert time.monotonic() < end, "the connection is still open"
            time.sleep(0.002)
        return self.closed[0]

    def wait_requested(self, number=1, within=5):
        end = time.monotonic() + within
        while len(self.requests) < number:
            assert time.monotonic() < end, "no request came"
            time.sleep(0.002)

    def settings(self, **more):
        return {"base_url": self.base_url, "api_key": "test-key", "max_retries": 0, **more}


@pytest.fixture
def serve():
    servers = []

    def start(*responses):
        servers.append(Server(responses))
        return servers[-1]

    yield start
    for server in servers:
        server.socket.close()


INVOICE = {"data": {"type": "invoices", "id": "2002", "attributes": {"amount": "1000.00", "somethingNew": 1}}}
