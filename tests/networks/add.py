"""Sends the values START .. START + COUNT as events, or lists all ids. Prints a line of JSON for each event or id."""

import json
import sys

import plock


def main() -> None:
    with plock.Plock(timeout=float(sys.argv[4]) if len(sys.argv) > 4 else 60) as client:
        if sys.argv[1] == "list":
            for usage in client.product_usages.list(page_size=50):
                print(json.dumps(usage.id))
            return
        start, count = int(sys.argv[2]), int(sys.argv[3])
        values = range(start, start + count)
        events = ({"crm_id": "hs321", "product_id": 7, "value": value, "ts": 1750923349} for value in values)
        for outcome in client.product_usages.add_many_stream(events):
            print(json.dumps([int(outcome.event["value"]), outcome.status, str(outcome.error)]))


main()
