"""What the scripts of this folder share: one line a check, and a status at the end."""

import json
import sys
import urllib.request

KEY = "paper-key"
SECRET = "paper-secret"
PASSPHRASE = "paper-passphrase"


class Checks:
    def __init__(self, venue, client):
        self.name = f"{venue} {client}"
        self.failed = 0

    def check(self, what, holds, seen=None):
        print(f"{'ok  ' if holds else 'FAIL'} {self.name}: {what}" + ("" if holds else f": {seen!r}"))
        self.failed += 0 if holds else 1

    def refused(self, what, call, *wanted):
        """The call must fail, and everything wanted must stand in its message."""
        try:
            answer = call()
        except Exception as error:  # every client has its own kinds
            text = f"{type(error).__name__} {error}"
            self.check(what, all(word in text for word in wanted), text)
        else:
            self.check(what, False, answer)


def control(base, path, body=None):
    """Asks the control port."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data=data, method="POST" if data else "GET")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def trade(base, instrument, price, quantity=None):
    trade = {"price": str(price)} | ({"quantity": str(quantity)} if quantity else {})
    return control(base, "/tape", {"instrument": instrument, "trades": [trade]})


def finish(*runs):
    failed = sum(run.failed for run in runs)
    print(f"{failed} failed" if failed else "all passed")
    sys.exit(1 if failed else 0)
