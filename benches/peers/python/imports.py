"""Measures the import of a library and the creation of a client: python imports.py NAME. `bare` imports nothing."""

import sys
import time

name = sys.argv[1]
if name == "plock":
    import plock

    client = plock.Plock(api_key="bench")
elif name == "stripe":
    import stripe
elif name == "httpx_pydantic":
    from clients import httpx_pydantic

    client = httpx_pydantic.Blocking("http://127.0.0.1", 100)
elif name != "bare":
    raise SystemExit(f"no import named {name}")

process = time.process_time_ns()
resident = peak = 0
try:
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                resident = int(line.split()[1])
            elif line.startswith("VmHWM:"):
                peak = int(line.split()[1])
except FileNotFoundError:
    pass
print(
    f'{{"wall_ns":{process},"cpu_ns":{process},"process_ns":{process},"peak_kib":{peak},"resident_kib":{resident},'
    '"count":1,"checksum":"","p50_ns":null,"p99_ns":null}'
)
