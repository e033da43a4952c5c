"""Public clients against Tradovate's simulator: tradovate.py REST_URL CONTROL_URL

REST_URL is http://127.0.0.1:9404/v1. No client library for orders works as it is published: the
two on PyPI are an empty wheel and one whose orders fail before they are sent. So `requests` and
`websockets` speak as the official tutorials (tradovate/example-api-js) do, and TradovatePy, where
its repository's source can be imported, asks what it can.
"""

import asyncio
import importlib
import json
import sys
import urllib.parse

import requests
import websockets

from checks import Checks, finish, trade

NAME, PASSWORD, ACCOUNT = "paper-name", "paper-password", {"accountSpec": "PAPER0001", "accountId": 1000001}
DENIED = {"failureReason": "UnknownReason", "failureText": "Access is denied"}
COMBINATION = {"failureReason": "InvalidPrice", "failureText": "Wrong OCO combination"}


def oco(price=6600.25, stop=6400, quantity=1, **changes):
    return ACCOUNT | {
        "action": "Sell", "symbol": "MESZ6", "orderQty": quantity, "orderType": "Limit",
        "price": price, "timeInForce": "Day", "isAutomated": True,
        "other": {"action": "Sell", "orderType": "Stop", "stopPrice": stop, "timeInForce": "Day"},
    } | changes


def oso(price=6450, two=True):
    brackets = {"bracket1": {"action": "Sell", "orderType": "Limit", "price": price + 50}}
    if two:
        brackets["bracket2"] = {"action": "Sell", "orderType": "Stop", "stopPrice": price - 30}
    return ACCOUNT | {
        "action": "Buy", "symbol": "MESZ6", "orderQty": 1, "orderType": "Limit", "price": price,
        "isAutomated": True,
    } | brackets


class REST:
    """As the tutorial's tvPost and tvGet: JSON, a bearer token, and nothing else."""

    def __init__(self, base, token=None):
        self.base, self.session = base, requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def post(self, path, body):
        return self.session.post(self.base + path, json=body, timeout=10)

    def get(self, path, **query):
        return self.session.get(self.base + path, params=query, timeout=10)

    def said(self, path, body):
        return self.post(path, body).json()


def with_requests(rest, control):
    run = Checks("tradovate", f"requests {requests.__version__}")
    anyone = REST(rest)
    wrong = anyone.said("/auth/accesstokenrequest", {"name": NAME, "password": "wrong"})
    run.check("a wrong password", "Incorrect username or password" in wrong["errorText"], wrong)
    token = anyone.said(
        "/auth/accesstokenrequest",
        {"name": NAME, "password": PASSWORD, "appId": "interop", "appVersion": "1.0", "cid": 1000001})
    run.check("a token", token["userStatus"] == "Active" and token["accessToken"], token)
    denied = anyone.get("/account/list")
    run.check("no token", (denied.status_code, denied.text) == (401, "Access is denied"), denied.text)
    stale = REST(rest, "stale").get("/account/list")
    run.check("a token that is none", stale.status_code == 401, stale.text)

    venue = REST(rest, token["accessToken"])
    renewed = venue.get("/auth/renewaccesstoken").json()
    run.check("it is renewed", renewed["accessToken"] != token["accessToken"], renewed)
    accounts = venue.get("/account/list").json()
    run.check("the account", accounts[0]["name"] == "PAPER0001", accounts)
    contract = venue.get("/contract/find", name="MESZ6").json()
    maturity = venue.get("/contractMaturity/item", id=contract["contractMaturityId"]).json()
    product = venue.get("/product/item", id=maturity["productId"]).json()
    run.check("the contract's product", (product["name"], product["tickSize"]) == ("MES", 0.25), product)
    cash = venue.said("/cashBalance/getcashbalancesnapshot", {"accountId": 1000001})
    run.check("the cash", cash["totalCashValue"] > 0, cash)

    # The camel case of the documentation, then the lower case of the Swagger file.
    for path in ["/order/placeOCO", "/order/placeoco"]:
        placed = venue.said(path, oco())
        run.check(f"an OCO by {path}", placed.keys() == {"orderId", "ocoId"}, placed)
        legs = [venue.get("/order/item", id=number).json() for number in placed.values()]
        run.check("its legs work", [leg["ordStatus"] for leg in legs] == ["Working"] * 2, legs)
        run.check("and name each other", legs[0]["ocoId"] == legs[1]["id"], legs)
        gone = venue.said("/order/cancelorder", {"orderId": placed["ocoId"]})
        run.check("one is cancelled", gone.keys() == {"commandId"}, gone)
        ids = ",".join(map(str, placed.values()))
        legs = venue.get("/order/items", ids=ids).json()
        run.check("and both are gone", [leg["ordStatus"] for leg in legs] == ["Canceled"] * 2, legs)
        late = venue.said("/order/cancelorder", {"orderId": placed["orderId"]})
        run.check("once", late.get("failureReason") == "TooLate", late)

    for two in [False, True]:
        placed = venue.said("/order/placeOSO", oso(two=two))
        run.check(f"an OSO of {1 + two} brackets", len(placed) == 2 + two, placed)
        listed = [o for o in venue.get("/order/list").json() if o.get("parentId") == placed["orderId"]]
        run.check("its children wait", [o["ordStatus"] for o in listed] == ["Suspended"] * (1 + two), listed)
        venue.said("/order/cancelorder", {"orderId": placed["orderId"]})

    single = venue.said("/order/placeorder", ACCOUNT | {
        "action": "Buy", "symbol": "MESZ6", "orderQty": 2, "orderType": "Limit", "price": 6000,
        "clOrdId": "interop-1", "text": "interop", "timeInForce": "GTC"})
    changed = venue.said("/order/modifyorder", {
        "orderId": single["orderId"], "orderQty": 1, "orderType": "Limit", "price": 6001.5,
        "timeInForce": "GTC"})
    version = venue.get("/orderVersion/item", id=changed["commandId"]).json()
    run.check("a plain order is changed", (version["orderQty"], version["price"]) == (1, 6001.5), version)
    commands = venue.get("/command/deps", masterid=single["orderId"]).json()
    run.check("its first command has our id", commands[0].get("clOrdId") == "interop-1", commands)
    venue.said("/order/cancelorder", {"orderId": single["orderId"]})

    def says(what, body, wanted, path="/order/placeoco"):
        answer = venue.post(path, body)
        run.check(what, answer.status_code == 200 and answer.json() == wanted, answer.text)

    says("wrong side of the market", oco(stop=6700), COMBINATION)
    says("a marketable limit", oco(price=6300), COMBINATION)
    says("off the tick", oco(price=6600.3), {
        "failureReason": "InvalidPrice", "failureText": "Price is not a multiple of the tick size"})
    says("too many", oco(quantity=101), {
        "failureReason": "MaxOrderQtyLimitReached",
        "failureText": "Your maximum order quantity has been reached."})
    says("no such contract", oco(symbol="E6H9"), DENIED)
    says("the user's number for the account's", oco(accountId=2000001), DENIED)
    nameless = {k: v for k, v in oco().items() if not k.startswith("account")}
    run.check("no account", "violations" in venue.said("/order/placeoco", nameless))
    twice = [venue.said("/order/placeoco", oco(clOrdId="same")) for _ in range(2)]
    run.check("an id may be used again", all("orderId" in one for one in twice), twice)
    for one in twice:
        venue.said("/order/cancelorder", {"orderId": one["orderId"]})
    run.check("bad JSON", venue.session.post(rest + "/order/placeoco", data="{").status_code == 400)
    run.check("no such path", venue.get("/order/fly").status_code == 404)

    if control:
        placed = venue.said("/order/placeoco", oco())
        trade(control, "MESZ6", "6600.25")
        fills = venue.get("/fill/deps", masterid=placed["orderId"]).json()
        run.check("the tape fills it", [f["price"] for f in fills] == [6600.25], fills)
        other = venue.get("/order/item", id=placed["ocoId"]).json()
        run.check("and the other goes", other["ordStatus"] == "Canceled", other)
        flat = venue.said("/order/liquidateposition", {
            "accountId": 1000001, "contractId": contract["id"], "admin": False})
        run.check("the position is flattened", "orderId" in flat, flat)
        trade(control, "MESZ6", "6500")
    return run, token


class Socket:
    """As the tutorial's TradovateSocket: four lines, a number each, `[]` every 2.5 seconds."""

    def __init__(self, socket):
        self.socket, self.number, self.events = socket, 0, []

    async def send(self, url, body=None, query=""):
        number, self.number = self.number, self.number + 1
        # JSON.stringify(undefined) is undefined, and that is what the tutorial sends.
        text = "undefined" if body is None else json.dumps(body)
        await self.socket.send(f"{url}\n{number}\n{query}\n{text}")
        while True:
            for item in await self.receive():
                if item.get("i") == number:
                    return item

    async def receive(self):
        frame = await asyncio.wait_for(self.socket.recv(), 10)
        if frame == "h":
            await self.socket.send("[]")
        items = json.loads(frame[1:]) if frame.startswith("a") else []
        self.events += [item["d"] for item in items if item.get("e") == "props"]
        self.quotes = [item["d"] for item in items if item.get("e") == "md"]
        return items

    async def until(self, wanted):
        while not any(wanted(event) for event in self.events):
            await self.receive()


async def with_websockets(rest, control, token):
    run = Checks("tradovate", f"websockets {websockets.__version__}")
    address = urllib.parse.urlsplit(rest)
    url = f"ws://{address.netloc}{address.path}/websocket"
    async with websockets.connect(url) as raw:
        run.check("the socket opens", await raw.recv() == "o")
        socket = Socket(raw)
        early = await socket.send("account/list")
        run.check("no token yet", (early["s"], early["d"]) == (401, "Access is denied"), early)
        ready = await socket.send("authorize", token["accessToken"])
        run.check("it is authorized", ready["s"] == 200, ready)
        listed = await socket.send("account/list")
        run.check("calls go over it", listed["d"][0]["name"] == "PAPER0001", listed)
        snapshot = await socket.send("user/syncrequest", {"users": [token["userId"]]})
        run.check("the snapshot", {"users", "orders", "orderVersions"} <= snapshot["d"].keys())
        placed = await socket.send("order/placeOCO", oco())
        run.check("an OCO is placed", placed["d"].keys() == {"orderId", "ocoId"}, placed)
        await socket.until(lambda e: e["entityType"] == "order" and e["entity"]["ordStatus"] == "Working"
                           and e["entity"]["id"] == placed["d"]["ocoId"])
        told = [(e["entityType"], e["eventType"]) for e in socket.events]
        run.check("its parts are told", told[:3] == [
            ("order", "Created"), ("command", "Created"), ("orderVersion", "Created")], told)
        refused = await socket.send("order/placeOCO", oco(stop=6700))
        run.check("a refusal is s 200", (refused["s"], refused["d"]) == (200, COMBINATION), refused)
        await socket.send("order/cancelorder", {"orderId": placed["d"]["orderId"]})
        await socket.until(lambda e: e["entityType"] == "order" and e["entity"]["ordStatus"] == "Canceled"
                           and e["entity"]["id"] == placed["d"]["ocoId"])
        run.check("both cancels are told", True)
        beat = ""
        while beat != "h":
            beat = await asyncio.wait_for(raw.recv(), 10)
        run.check("a heartbeat comes", beat == "h", beat)
    async with websockets.connect(url) as raw:
        await raw.recv()
        socket = Socket(raw)
        await socket.send("authorize", token["mdAccessToken"])
        reply = await socket.send("md/subscribeQuote", {"symbol": "MESZ6"})
        run.check("a quote is subscribed", "subscriptionId" in reply["d"], reply)
        while not socket.quotes:
            await socket.receive()
        entries = socket.quotes[0]["quotes"][0]["entries"]
        run.check("a quote comes", entries["Trade"]["price"] > 0, entries)
        if control:
            socket.quotes = []
            trade(control, "MESZ6", "6501")
            while not socket.quotes:
                await socket.receive()
            entries = socket.quotes[0]["quotes"][0]["entries"]
            run.check("and follows the tape", entries["Trade"]["price"] == 6501, entries)
            trade(control, "MESZ6", "6500")
        refused = await socket.send("order/placeOCO", oco())
        run.check("the market's token trades nothing", refused["s"] == 401, refused)
    async with websockets.connect(url) as raw:
        last = "o"
        try:
            while True:
                last = await asyncio.wait_for(raw.recv(), 20)
        except websockets.ConnectionClosed:
            run.check("who forgets the heartbeat is closed", last.startswith("c"), last)
    return run


def with_tradovatepy(rest):
    """Its reads; what it posts it does not wait for, which is a fault of its own."""
    run = Checks("tradovate", "TradovatePy")
    try:
        config = importlib.import_module("TradovatePy.config")
        session = importlib.import_module("TradovatePy.models.session")
    except ImportError as error:
        print(f"skip {run.name}: {error}; the wheel is empty, the repository's source is wanted")
        return run
    config.URLs["DEMO"] = rest
    client = session.Session("DEMO", NAME, PASSWORD, app_id="interop", app_version="1.0", cid=1000001)
    run.check("a session", len(client.access_token) > 20 and client.token_expiration_time)
    return run


def main():
    rest = sys.argv[1].rstrip("/")
    rest = rest if rest.endswith("/v1") else rest + "/v1"
    control = sys.argv[2].rstrip("/") if len(sys.argv) > 2 else None
    first, token = with_requests(rest, control)
    second = asyncio.run(with_websockets(rest, control, token))
    finish(first, second, with_tradovatepy(rest))


main()
