"""Many writes and lists through real network software: what each client reports must agree with the rows of the sandbox.

Takes the path of the plock CLI, that of a Python with the package, and optionally a word of the name of a scenario. Needs nginx, HAProxy,
tinyproxy, microsocks and OpenSSL, and only the standard library.
"""

import contextlib
import itertools
import json
import os
import random
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
os.environ["PATH"] += ":/usr/sbin:/usr/local/sbin"
PROGRAM = sys.argv[1]
# None: the command line.
CLIENTS = {"rust": None, "python": [sys.argv[2], str(HERE / "add.py")], "node": ["node", str(HERE / "add.mjs")]}
SECONDS = 90
START = itertools.count(1_000_000, 100_000)
FOLDER = Path(tempfile.mkdtemp(prefix="plock-networks-"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


class Sandbox:
    def __init__(self, *options):
        command = [PROGRAM, "sandbox", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.url, self.key = ready["url"], ready["key"]
        self.port = int(self.url.rsplit(":", 1)[1])

    def rows(self):
        """The number of rows with each value."""
        command = [PROGRAM, "product-usages", "list", "--all", "--format", "jsonl"]
        env = {**os.environ, "PLOCK_BASE_URL": self.url, "PLOCK_API_KEY": self.key}
        output = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
        counts = {}
        for line in output.splitlines():
            value = int(float(json.loads(line)["value"]))
            counts[value] = counts.get(value, 0) + 1
        return counts

    def stop(self):
        self.process.kill()
        self.process.wait()


def environment(sandbox, url, **variables):
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**kept, "PLOCK_BASE_URL": url, "PLOCK_API_KEY": sandbox.key, "SSL_CERT_FILE": str(FOLDER / "ca.pem"), **variables}


def run(command, env):
    """The JSON lines of a client."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}"
    return [json.loads(line) for line in done.stdout.splitlines()]


def start_add(language, count, env, timeout=60):
    """Starts to send `count` events; the result is a function that returns the outcome of each value."""
    start = next(START)
    box = {}

    def told():
        if CLIENTS[language] is not None:
            lines = run([*CLIENTS[language], "add", str(start), str(count), str(timeout)], env)
            return {value: (status, error) for value, status, error in lines}
        file, failed = FOLDER / f"{start}.jsonl", FOLDER / f"{start}.failed.jsonl"
        rows = ({"crm_id": "hs321", "product_id": 7, "value": value, "ts": 1750923349} for value in range(start, start + count))
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        command = [PROGRAM, "product-usages", "add", "--file", str(file), "--failed", str(failed), "--format", "jsonl", "--timeout", f"{timeout}s"]
        subprocess.run(command, env=env, capture_output=True, timeout=SECONDS, check=False)
        outcomes = {value: ("recorded", "") for value in range(start, start + count)}
        for line in failed.read_text().splitlines():
            row = json.loads(line)
            outcomes[int(row["value"])] = (row["$outcome"]["outcome"], row["$outcome"].get("error", ""))
        return outcomes

    def work():
        try:
            box["outcomes"] = told()
        except BaseException as error:
            box["error"] = error

    thread = threading.Thread(target=work)
    thread.start()

    def finish():
        thread.join()
        if "error" in box:
            raise box["error"]
        expected = set(range(start, start + count))
        assert set(box["outcomes"]) == expected, f"{language}: an event has no outcome, or two"
        return box["outcomes"]

    return finish


def check(language, sandbox, outcomes, all_recorded=True):
    """Each recorded event has one row; a refused event or one that was not sent has none; an unknown one has at most one."""
    rows = sandbox.rows()
    for value, (status, error) in outcomes.items():
        found = rows.get(value, 0)
        allowed = {"recorded": [1], "unknown": [0, 1]}.get(status, [0])
        assert found in allowed, f"{language}: an event that is {status} has {found} rows ({error})"
    others = [outcome for outcome in outcomes.values() if outcome[0] != "recorded"]
    if all_recorded:
        assert not others, f"{language}: {len(others)} of {len(outcomes)} events were not recorded, such as {others[0]}"


def mostly_known(language, outcomes):
    """A server or proxy may close an HTTP/1.1 connection while a request is on its way."""
    unknown = sum(status == "unknown" for status, _ in outcomes.values())
    assert unknown < len(outcomes) // 20, f"{language}: {unknown} outcomes are unknown"


def certificates():
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=FOLDER)

    name = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout"]
    openssl("req", "-x509", *name, "ca.key", "-out", "ca.pem", "-subj", "/CN=networks")
    openssl("req", *name, "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (FOLDER / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    signed = ["-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2"]
    openssl("x509", *signed, "-extfile", "names", "-out", "server.pem")
    (FOLDER / "both.pem").write_text((FOLDER / "server.pem").read_text() + (FOLDER / "server.key").read_text())


@contextlib.contextmanager
def nginx(sandbox, server):
    """nginx in front of the sandbox, with these directives of its `server`. Yields its port and a function that reloads it."""
    port, file = free_port(), FOLDER / "nginx.conf"
    file.write_text(f"""
daemon off; pid {FOLDER}/nginx.pid; error_log {FOLDER}/nginx.log; worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  log_format status '$status'; access_log {FOLDER}/access.log status; client_body_temp_path {FOLDER}; proxy_temp_path {FOLDER}; fastcgi_temp_path {FOLDER}; uwsgi_temp_path {FOLDER};
  scgi_temp_path {FOLDER};
  limit_req_zone $binary_remote_addr zone=slow:1m rate=50r/s;
  upstream sandbox {{ server 127.0.0.1:{sandbox.port}; keepalive 64; }}
  server {{
    {server.format(port=port)}
    ssl_certificate {FOLDER}/server.pem; ssl_certificate_key {FOLDER}/server.key;
    location / {{ proxy_pass http://sandbox; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; }}
  }}
}}
""")
    command = ["nginx", "-c", str(file), "-e", str(FOLDER / "nginx.log")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port, lambda: subprocess.run([*command, "-s", "reload"], check=True, stderr=subprocess.DEVNULL)
    finally:
        process.terminate()
        process.wait()


def every(seconds, action, until):
    """Repeats an action until all of the functions have returned; returns their results."""
    stop = threading.Event()

    def repeat():
        while not stop.wait(seconds):
            action()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        return [finish() for finish in until]
    finally:
        stop.set()
        thread.join()


def http2_with_few_requests_per_connection(sandbox):
    with nginx(sandbox, f"{HTTP2} keepalive_requests 50;") as (port, _):
        env = environment(sandbox, f"https://localhost:{port}")
        jobs = {language: start_add(language, 1500, env) for language in CLIENTS}
        for language, finish in jobs.items():
            check(language, sandbox, finish())
        lists(sandbox, env)


def lists(sandbox, env):
    """Each list has each row once."""
    total = sum(sandbox.rows().values())
    for language, command in CLIENTS.items():
        if command is not None:
            ids = run([*command, "list"], env)
            assert len(ids) == len(set(ids)) == total, f"{language}: {len(set(ids))} of {total} rows in {len(ids)}"


def certificates_of_each_host(sandbox):
    """The certificate authority is in the file that users of each language name."""
    names = {"rust": "SSL_CERT_FILE", "python": "REQUESTS_CA_BUNDLE", "node": "NODE_EXTRA_CA_CERTS"}
    with nginx(sandbox, "listen {port} ssl;") as (port, _):
        for language, name in names.items():
            env = environment(sandbox, f"https://localhost:{port}")
            env[name] = env.pop("SSL_CERT_FILE")
            check(language, sandbox, start_add(language, 5, env)())


def http1_with_reloads(sandbox):
    with nginx(sandbox, "listen {port}; keepalive_requests 200;") as (port, reload):
        env = environment(sandbox, f"http://localhost:{port}")
        jobs = {language: start_add(language, 2000, env) for language in CLIENTS}
        for language, outcomes in zip(jobs, every(0.7, reload, jobs.values())):
            check(language, sandbox, outcomes, all_recorded=False)
            mostly_known(language, outcomes)


def rate_limit(sandbox):
    for language in CLIENTS:
        with nginx(sandbox, "listen {port}; limit_req zone=slow; limit_req_status 429;") as (port, _):
            started = time.monotonic()
            outcomes = start_add(language, 250, environment(sandbox, f"http://localhost:{port}"))()
            seconds = time.monotonic() - started
            check(language, sandbox, outcomes)
        refused = (FOLDER / "access.log").read_text().split().count("429")
        (FOLDER / "access.log").unlink()
        print(f"    {language}: 250 events at 50 a second in {seconds:.1f} s, {refused} refused")
        # The first ones start together. A burst after each pause would be refused again and again.
        assert refused < 80, f"{language}: {refused} requests were refused"


def haproxy_with_reloads(sandbox):
    port, file = free_port(), FOLDER / "haproxy.cfg"
    file.write_text(f"""
global
  maxconn 500
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend front
  bind 127.0.0.1:{port} ssl crt {FOLDER}/both.pem alpn h2,http/1.1
  default_backend back
backend back
  server sandbox 127.0.0.1:{sandbox.port}
""")
    process = subprocess.Popen(["haproxy", "-W", "-f", str(file), "-p", str(FOLDER / "haproxy.pid")], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        env = environment(sandbox, f"https://localhost:{port}")
        jobs = {language: start_add(language, 2000, env) for language in CLIENTS}
        for language, outcomes in zip(jobs, every(1, lambda: process.send_signal(12), jobs.values())):
            check(language, sandbox, outcomes, all_recorded=False)
    finally:
        process.terminate()
        process.wait()


def proxy_with_password(sandbox):
    port, file = free_port(), FOLDER / "tinyproxy.conf"
    file.write_text(f"Port {port}\nListen 127.0.0.1\nTimeout 60\nBasicAuth user pa55word\nConnectPort {sandbox.port}\n")
    process = subprocess.Popen(["tinyproxy", "-d", "-c", str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        for language in CLIENTS:
            right, wrong = f"http://user:pa55word@127.0.0.1:{port}", f"http://user:other@127.0.0.1:{port}"
            env = environment(sandbox, sandbox.url, HTTP_PROXY=right, http_proxy=right)
            outcomes = start_add(language, 200, env)()
            check(language, sandbox, outcomes, all_recorded=False)
            mostly_known(language, outcomes)
            env = environment(sandbox, sandbox.url, HTTP_PROXY=wrong, http_proxy=wrong)
            outcomes = start_add(language, 3, env)()
            check(language, sandbox, outcomes, all_recorded=False)
            for status, error in outcomes.values():
                assert status in ("refused", "not sent") and "pa55word" not in error and "other@" not in error, (language, status, error)
                # tinyproxy answers a wrong password with 401, which stops the job.
                assert status == "not sent" or "401" in error, (language, error)
    finally:
        process.terminate()
        process.wait()


def socks_proxy(sandbox):
    port = free_port()
    process = subprocess.Popen(["microsocks", "-i", "127.0.0.1", "-p", str(port), "-u", "user", "-P", "pa55word"], stderr=subprocess.PIPE, text=True)
    try:
        wait_for(port)
        for scheme, language in itertools.product(["socks5", "socks5h"], CLIENTS):
            proxy = f"{scheme}://user:pa55word@127.0.0.1:{port}"
            env = environment(sandbox, sandbox.url.replace("127.0.0.1", "localhost"), ALL_PROXY=proxy, all_proxy=proxy)
            check(language, sandbox, start_add(language, 200, env)())
    finally:
        process.terminate()
    # It names each connection that it made.
    assert process.communicate()[1].count("connected to") >= 6


class Chaos:
    """A TCP proxy that delays, slices, resets and freezes connections."""

    def __init__(self, target, seed):
        self.random, self.target = random.Random(seed), target
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.relay, args=(client,), daemon=True).start()

    def relay(self, client):
        with client, socket.create_connection(("127.0.0.1", self.target)) as server:
            fate, left = self.random.random(), self.random.randint(2_000, 60_000)
            with contextlib.suppress(OSError):
                while True:
                    for source in select.select([client, server], [], [])[0]:
                        data = source.recv(self.random.choice([1, 100, 4096]))
                        left -= len(data)
                        if left < 0 and fate < 0.5:
                            linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
                            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                            return
                        if left < 0 and fate < 0.55:
                            time.sleep(60)
                        if not data:
                            return
                        if self.random.random() < 0.05:
                            time.sleep(self.random.random() * 0.02)
                        (server if source is client else client).sendall(data)


def chaos(sandbox):
    proxies = {language: Chaos(sandbox.port, seed) for seed, language in enumerate(CLIENTS)}
    url = "http://localhost:{}".format
    jobs = {language: start_add(language, 1500, environment(sandbox, url(proxy.port)), 5) for language, proxy in proxies.items()}
    for language, finish in jobs.items():
        check(language, sandbox, finish(), all_recorded=False)
        proxies[language].listener.close()


version = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
NEW = tuple(int(part) for part in version.split("/")[1].split()[0].split(".")) >= (1, 25, 1)
HTTP2 = "listen {port} ssl; http2 on;" if NEW else "listen {port} ssl http2;"
SCENARIOS = [
    http2_with_few_requests_per_connection,
    certificates_of_each_host,
    http1_with_reloads,
    rate_limit,
    haproxy_with_reloads,
    proxy_with_password,
    socks_proxy,
    chaos,
]


def main():
    certificates()
    failed = []
    for scenario in SCENARIOS:
        name = scenario.__name__.replace("_", " ")
        if len(sys.argv) > 3 and sys.argv[3] not in name:
            continue
        sandbox, started = Sandbox(), time.monotonic()
        try:
            scenario(sandbox)
            print(f"ok      {time.monotonic() - started:5.1f} s  {name}", flush=True)
        except Exception as error:
            failed.append(name)
            print(f"FAILED  {time.monotonic() - started:5.1f} s  {name}: {error}", flush=True)
        finally:
            sandbox.stop()
    sys.exit(1 if failed else 0)


main()
