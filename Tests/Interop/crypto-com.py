"""Unmodified public clients against Crypto.com's simulator: crypto-com.py REST_URL CONTROL_URL"""

import asyncio
import hashlib
import hmac
import itertools
import json
import sys
import time
import urllib.error
import urllib.request
import uuid

import ccxt
import ccxt.pro
import websockets

from checks import KEY, SECRET, Checks, control, finish, trade

PAIR = "BTC_USDT"
ADVANCED = "private/advanced/"


def fresh(word):
    return f"{word}-{uuid.uuid4().hex[:20]}"


def oco(**changes):
    """Sell 0.01 BTC at 32000, or from a mark of 29000 at 28900 at least."""
    leg = {"instrument_name": PAIR, "side": "SELL", "quantity": "0.01"} | changes
    return [
        {"type": "LIMIT", "price": "32000", "client_oid": fresh("limit")} | leg,
        {"type": "STOP_LIMIT", "price": "28900", "ref_price": "29000",
         "client_oid": fresh("stop")} | leg,
    ]


def otoco():
    leg = {"instrument_name": PAIR, "quantity": "0.01"}
    return [
        leg | {"side": "BUY", "type": "LIMIT", "price": "29900", "client_oid": fresh("entry")},
        leg | {"side": "SELL", "type": "STOP_LOSS", "ref_price": "29000",
               "client_oid": fresh("stop")},
        leg | {"side": "SELL", "type": "TAKE_PROFIT", "ref_price": "33000",
               "client_oid": fresh("profit")},
    ]


def with_ccxt(rest, base):
    run = Checks("crypto-com", f"ccxt {ccxt.__version__}")
    venue = ccxt.cryptocom({"apiKey": KEY, "secret": SECRET})
    venue.urls["api"] = {"base": rest, "v1": rest + "/exchange/v1"}
    markets = venue.load_markets()
    run.check("markets", markets["BTC/USDT"]["precision"]["price"] == 0.01, markets["BTC/USDT"])
    last = venue.fetch_ticker("BTC/USDT")["last"]
    run.check("ticker", last > 0, last)
    book = venue.fetch_order_book("BTC/USDT")
    run.check("book", book["bids"][0][0] < book["asks"][0][0], book)
    run.check("balance", venue.fetch_balance()["USDT"]["free"] > 0)
    fee = venue.fetch_trading_fee("BTC/USDT")
    run.check("fee", fee["taker"] == 0.005, fee)
    orders(run, venue)
    lists(run, venue, base)
    refusals(run, venue, rest)
    return run


def orders(run, venue):
    placed = venue.create_order("BTC/USDT", "limit", "buy", 0.01, 25000)
    run.check("an order is placed", placed["id"] and placed["clientOrderId"], placed)
    known = venue.fetch_order(placed["id"])
    run.check("it is asked for", (known["status"], known["price"]) == ("open", 25000), known)
    listed = venue.fetch_open_orders("BTC/USDT")
    run.check("it is listed", placed["id"] in [order["id"] for order in listed], listed)
    edited = venue.edit_order(placed["id"], "BTC/USDT", "limit", "buy", 0.02, 24000)
    run.check("it is edited", edited["id"] == placed["id"], edited)
    run.check("and changed", venue.fetch_order(placed["id"])["amount"] == 0.02)
    venue.cancel_order(placed["id"])
    run.check("it is cancelled", venue.fetch_order(placed["id"])["status"] == "canceled")
    bought = venue.create_order("BTC/USDT", "market", "buy", 0.01)
    known = venue.fetch_order(bought["id"])
    run.check("a market order fills", (known["status"], known["filled"]) == ("closed", 0.01), known)
    trades = [trade["order"] for trade in venue.fetch_my_trades("BTC/USDT")]
    run.check("its trade is told", bought["id"] in trades, trades)
    stop = venue.create_order("BTC/USDT", "market", "sell", 0.01, None, {"stopLossPrice": 20000})
    venue.cancel_order(stop["id"])
    run.check("a stop is placed and cancelled", venue.fetch_order(stop["id"])["status"] == "canceled")
    history = venue.fetch_orders("BTC/USDT", limit=3)
    run.check("history", placed["id"] in [order["id"] for order in history], history)
    pair = venue.create_orders([
        {"symbol": "BTC/USDT", "type": "limit", "side": "buy", "amount": 0.01, "price": 25000},
        {"symbol": "BTC/USDT", "type": "limit", "side": "buy", "amount": 150, "price": 25000},
    ])
    run.check("a batch", [order["status"] for order in pair] == [None, "rejected"], pair)
    venue.cancel_all_orders("BTC/USDT")
    run.check("all are cancelled", venue.fetch_open_orders("BTC/USDT") == [])


def ask(venue, method, params):
    """An implicit call, signed and sent by ccxt, which has no names for the advanced methods."""
    return venue.request(ADVANCED + method, ["v1", "private"], "POST", params)


def lists(run, venue, base):
    placed = ask(venue, "create-oco", {"order_list": oco()})
    identity = str(placed["result"]["list_id"])
    run.check("an OCO is placed", str(placed["code"]) == "0", placed)

    def legs(identity):
        rows = ask(venue, "get-order-list-detail", {"list_id_list": [identity]})
        return rows["result"]["data"]

    told = [(leg["status"], leg["contingency_type"], leg["leg_id"]) for leg in legs(identity)]
    run.check("its legs are told", told == [("ACTIVE", "OCO", 1), ("PENDING", "OCO", 2)], told)
    rows = ask(venue, "get-open-orders", {"instrument_name": PAIR})["result"]["data"]
    run.check("it is listed", identity in {str(row.get("list_id")) for row in rows}, rows)
    leg = ask(venue, "get-order-detail", {"client_oid": rows[0]["client_oid"]})["result"]
    run.check("a leg is found by our id", leg["order_id"] == rows[0]["order_id"], leg)
    gone = ask(venue, "cancel-oco", {"list_id": identity})
    run.check("it is cancelled", str(gone["code"]) == "0" and "result" not in gone, gone)
    run.check("both legs", [leg["status"] for leg in legs(identity)] == ["CANCELED"] * 2)
    run.refused(
        "once", lambda: ask(venue, "cancel-oco", {"list_id": identity}), "316", "NO_ACTIVE_ORDER")
    past = ask(venue, "get-order-history", {})["result"]["data"]
    run.check("it is history", identity in {str(row.get("list_id")) for row in past}, past)

    bracket = str(ask(venue, "create-otoco", {"order_list": otoco()})["result"]["list_id"])
    told = [leg["status"] for leg in legs(bracket)]
    run.check("an OTOCO waits", told == ["ACTIVE", "PENDING", "PENDING"], told)
    pair = str(ask(venue, "create-oto", {"order_list": otoco()[:2]})["result"]["list_id"])
    gone = ask(venue, "cancel-oto", {"list_id": pair})
    run.check("an OTO is cancelled", [leg["status"] for leg in legs(pair)] == ["CANCELED"] * 2, gone)
    trade(base, "BTC/USDT", "29900")
    told = [leg["status"] for leg in legs(bracket)]
    run.check("its entry fills", told[0] == "FILLED", told)
    ask(venue, "cancel-otoco", {"list_id": bracket})
    trade(base, "BTC/USDT", "30000")


def refusals(run, venue, rest):
    def place(legs):
        return lambda: ask(venue, "create-oco", {"order_list": legs})

    legs = oco()
    ask(venue, "create-oco", {"order_list": legs})
    run.refused("a used id", place(legs), "204", "DUPLICATE_CLORDID")
    run.refused("off the tick", place(oco(price="32000.001")), "308", "INVALID_PRICE")
    run.refused("off the step", place(oco(quantity="0.0100001")), "213", "Invalid quantity format")
    run.refused("too small", place(oco(quantity="0.00001")), "415", "BELOW_MIN_ORDER_SIZE")
    run.refused("no funds", place(oco(quantity="150")), "InsufficientFunds", "306")
    run.refused("unknown pair", place(oco(instrument_name="X_Y")), "209", "INVALID_INSTRUMENT")
    wrong = oco()
    wrong[1]["ref_price"] = "31000"
    run.refused("a stop above the mark", place(wrong), "229", "INVALID_REF_PRICE")
    stranger = ccxt.cryptocom({"apiKey": KEY, "secret": "another"})
    stranger.urls["api"] = venue.urls["api"]
    stranger.options["fetchCurrencies"] = {"skipFetchCurrencies": True}
    run.refused("a wrong signature", stranger.fetch_balance, "AuthenticationError", "40101")
    stranger = ccxt.cryptocom({"apiKey": "another", "secret": SECRET})
    stranger.urls["api"] = venue.urls["api"]
    stranger.options["fetchCurrencies"] = {"skipFetchCurrencies": True}
    run.refused("a wrong key", stranger.fetch_balance, "AuthenticationError", "UNAUTHORIZED")
    now = venue.nonce
    for offset in (-61_000, 61_000):
        venue.nonce = lambda: now() + offset
        run.refused(
            f"a clock {offset} ms off", venue.fetch_balance, "InvalidNonce", "40102",
            "INVALID_NONCE")
    venue.nonce = now
    run.refused(
        "an unknown method", lambda: venue.request("private/fly", ["v1", "private"], "POST", {}),
        "BadRequest", "40002", "METHOD_NOT_FOUND")
    ask(venue, "cancel-all-orders", {})


class Documented:
    """The documents' own signing sample, and nothing else: Digital Signature, Python."""

    def __init__(self, rest):
        self.rest = rest
        self.ids = itertools.count(1)

    def envelope(self, method, params):
        request = {
            "id": next(self.ids), "method": method, "api_key": KEY, "params": params,
            "nonce": int(time.time() * 1000),
        }

        def text(value):
            if isinstance(value, dict):
                return "".join(key + text(value[key]) for key in sorted(value))
            if isinstance(value, list):
                return "".join(map(text, value))
            return str(value)

        signed = method + str(request["id"]) + KEY + text(params) + str(request["nonce"])
        request["sig"] = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).hexdigest()
        return request

    def post(self, request):
        sent = urllib.request.Request(
            f"{self.rest}/exchange/v1/{request['method']}", data=json.dumps(request).encode(),
            headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(sent, timeout=10) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())


def with_documents(rest):
    run = Checks("crypto-com", "documented sample")
    client = Documented(rest)
    request = client.envelope(ADVANCED + "create-oco", {"order_list": oco()})
    status, answer = client.post(request)
    run.check("a request is taken", (status, answer["code"]) == (200, 0), answer)
    run.check("ids are numbers", isinstance(answer["result"]["list_id"], int), answer)
    status, answer = client.post(request)
    run.check("once", (status, answer["code"]) == (400, 40006), answer)
    run.check("in its words", answer["message"] == "DUPLICATE_REQUEST", answer)
    answers = [
        client.post(client.envelope(ADVANCED + "get-open-orders", {})) for _ in range(40)]
    refused = [answer for status, answer in answers if status == 429]
    run.check("more than thirty a second are too many", refused, answers[-1])
    run.check("in its words", refused and refused[0]["message"] == "TOO_MANY_REQUESTS", refused)
    time.sleep(1)
    client.post(client.envelope(ADVANCED + "cancel-all-orders", {}))
    return run


async def with_pro(rest, base):
    run = Checks("crypto-com", f"ccxt.pro {ccxt.__version__}")
    stream = rest.replace("http", "ws", 1) + "/exchange/v1/"
    venue = ccxt.pro.cryptocom({"apiKey": KEY, "secret": SECRET})
    venue.urls["api"] = {
        "base": rest, "v1": rest + "/exchange/v1",
        "ws": {"public": stream + "market", "private": stream + "user"},
    }
    try:
        await venue.load_markets()
        ticker = await venue.watch_ticker("BTC/USDT")
        run.check("ticker", ticker["last"] > 0, ticker)
        balance = await venue.watch_balance()
        run.check("balance", balance["USDT"]["free"] > 0, balance)
        waiting = asyncio.ensure_future(venue.watch_orders("BTC/USDT"))
        await asyncio.sleep(0.5)
        placed = await venue.create_order_ws("BTC/USDT", "limit", "buy", 0.01, 25000)
        told = await asyncio.wait_for(waiting, 5)
        run.check("an order is told", told[-1]["id"] == placed["id"], told)
        waiting = asyncio.ensure_future(venue.watch_orders("BTC/USDT"))
        # This client sends only the first of such requests on a socket: the rest go over REST.
        await venue.cancel_order(placed["id"])
        told = await asyncio.wait_for(waiting, 5)
        run.check("its end is told", told[-1]["status"] == "canceled", told)
        waiting = asyncio.ensure_future(venue.watch_my_trades("BTC/USDT"))
        await asyncio.sleep(0.5)
        bought = await venue.create_order("BTC/USDT", "market", "buy", 0.01)
        told = await asyncio.wait_for(waiting, 5)
        run.check("a trade is told", told[-1]["order"] == bought["id"], told)
        past = await venue.watch_trades("BTC/USDT")
        run.check("past trades are told at once", past, past)
        waiting = asyncio.ensure_future(venue.watch_trades("BTC/USDT"))
        await asyncio.to_thread(trade, base, "BTC/USDT", "30010", "0.5")
        told = await asyncio.wait_for(waiting, 5)
        run.check("a public trade is told", told[-1]["price"] == 30010, told)
    finally:
        await venue.close()
    return run


async def with_websockets(rest, base):
    run = Checks("crypto-com", f"websockets {websockets.__version__}")
    client = Documented(rest)
    address = rest.replace("http", "ws", 1) + "/exchange/v1/user"
    async with websockets.connect(address) as socket:
        await asyncio.sleep(1)

        async def say(request):
            await socket.send(json.dumps(request))
            return json.loads(await asyncio.wait_for(socket.recv(), 5))

        login = client.envelope("public/auth", {})
        del login["params"]
        refused = await say(login | {"sig": "00"})
        run.check("a wrong signature", refused["code"] == 40101, refused)
        accepted = await say(login)
        run.check("signed in", accepted == {"id": 1, "method": "public/auth", "code": 0}, accepted)
        for channel in ("user.advance.order", "user.trade"):
            ack = await say({
                "id": 12, "method": "subscribe", "params": {"channels": [channel]}, "nonce": 1})
            run.check(f"{channel} is heard", ack["code"] == 0, ack)
        placed = await say({
            "id": 13, "method": ADVANCED + "create-oco", "params": {"order_list": oco()},
            "nonce": 1})
        run.check("an OCO is placed", placed["code"] == 0, placed)

        async def told(count):
            rows = []
            while len(rows) < count:
                push = json.loads(await asyncio.wait_for(socket.recv(), 5))
                result = push["result"]
                rows += [(result["channel"], row.get("status")) for row in result["data"]]
            return rows

        rows = await told(2)
        run.check("its legs are told", [row[1] for row in rows] == ["ACTIVE", "PENDING"], rows)
        await asyncio.to_thread(trade, base, "BTC/USDT", "32000")
        rows = await told(3)
        run.check(
            "its fill is told, and its sibling's end",
            rows == [
                ("user.advance.order", "FILLED"), ("user.trade", None),
                ("user.advance.order", "CANCELED"),
            ], rows)
        await asyncio.to_thread(trade, base, "BTC/USDT", "30000")
    return run


def main():
    rest, base = sys.argv[1:3]
    run = with_ccxt(rest, base)
    documents = with_documents(rest)
    pro = asyncio.run(with_pro(rest, base))
    sockets = asyncio.run(with_websockets(rest, base))
    truth = control(base, "/lists")["lists"]
    ours = [row for row in truth if row["venue"] == "crypto-com" and row["kind"]]
    open_lists = [row for row in ours if row["status"] not in ("done", "canceled", "rejected")]
    run.check("the engine agrees that no list is open", ours and not open_lists, open_lists)
    finish(run, documents, pro, sockets)


if __name__ == "__main__":
    main()
