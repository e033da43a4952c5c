"""Unmodified public clients against BingX's simulator: bingx.py REST_URL CONTROL_URL"""

import asyncio
import gzip
import hashlib
import hmac
import json
import sys
import time
import urllib.parse
import urllib.request

import ccxt
import ccxt.pro
import websockets

from checks import KEY, SECRET, Checks, finish, trade

OCO = {
    "symbol": "BTC-USDT", "side": "SELL", "quantity": "0.01", "limitPrice": "32000",
    "triggerPrice": "29000", "orderPrice": "28900",
}
PAGE = {"pageIndex": 1, "pageSize": 100}
last_id = time.time_ns() // 1_000_000


def fresh(**changes):
    """An OCO with three new ids, digits only."""
    global last_id
    last_id += 3
    ids = ("listClientOrderId", "aboveClientOrderId", "belowClientOrderId")
    return OCO | {name: str(last_id + place) for place, name in enumerate(ids)} | changes


def connected(rest, kind=ccxt.bingx, **settings):
    venue = kind({"apiKey": KEY, "secret": SECRET} | settings)
    ws = venue.urls["api"].get("ws")
    venue.urls["api"] = {name: rest + "/openApi" for name in venue.urls["api"]}
    if ws:
        venue.urls["api"]["ws"] = {name: rest.replace("http", "ws", 1) + "/market" for name in ws}
    return venue


def with_ccxt(rest, base):
    run = Checks("bingx", f"ccxt {ccxt.__version__}")
    venue = connected(rest)
    markets = venue.load_markets()
    precision = markets["BTC/USDT"]["precision"]
    run.check("markets", precision["price"] == 0.01 and precision["amount"] == 0.00001, precision)
    run.check("they are active", markets["BTC/USDT"]["active"] is True)
    ticker = venue.fetch_ticker("BTC/USDT")
    run.check("ticker", ticker["last"] > 0 and ticker["bid"] < ticker["ask"], ticker)
    run.check("balance", venue.fetch_balance()["USDT"]["free"] > 0)
    run.check("time", abs(venue.fetch_time() - venue.milliseconds()) < 5000)
    run.check("coins", "BTC" in venue.fetch_currencies())
    run.check("fees", venue.fetch_trading_fee("BTC/USDT")["taker"] == 0.001)
    run.check("book", len(venue.fetch_order_book("BTC/USDT")["bids"]) == 1)
    oco_with_ccxt(run, venue)
    refusals_with_ccxt(run, venue, rest)
    orders_with_ccxt(run, venue, base)
    return run


def oco_with_ccxt(run, venue):
    request = fresh()
    placed = venue.spotV1PrivatePostOcoOrder(request)
    kinds = [leg["orderType"] for leg in placed["data"]]
    run.check("an OCO is placed", kinds == ["ocoLimit", "ocoTps"], placed)
    listed = venue.spotV1PrivateGetOcoOrderList({"clientOrderId": request["listClientOrderId"]})
    run.check("it is found by our id", len(listed["data"]) == 2, listed)
    identity = listed["data"][0]["orderListId"]
    again = venue.spotV1PrivateGetOcoOrderList({"orderListId": identity})
    run.check("and by the venue's", again["data"] == listed["data"], again)
    opened = venue.spotV1PrivateGetOcoOpenOrderList(PAGE)["data"]
    own = {leg["orderType"]: leg["status"] for leg in opened if leg["orderListId"] == identity}
    run.check("it is open", own == {"ocoTps": "NEW", "ocoLimit": "PENDING"}, opened)
    single = venue.fetch_order(placed["data"][0]["orderId"], "BTC/USDT")
    run.check("a leg is an order", single["status"] == "open" and single["price"] == 32000, single)
    run.refused(
        "its list's id does not cancel it",
        lambda: venue.spotV1PrivatePostOcoCancel({"orderId": identity}), "100400",
        "the order you want to cancel is FILLED or CANCELLED already")
    leg = placed["data"][1]
    gone = venue.spotV1PrivatePostOcoCancel({"orderId": leg["orderId"]})
    run.check("its stop leg's does", gone["data"]["clientOrderId"] == leg["clientOrderId"], gone)
    ended = venue.spotV1PrivateGetOcoHistoryOrderList(PAGE)["data"]
    own = [leg["status"] for leg in ended if leg["orderListId"] == identity]
    run.check("both are history", own == ["CANCELED", "CANCELED"], ended)
    run.refused(
        "an unknown list", lambda: venue.spotV1PrivateGetOcoOrderList({"clientOrderId": "1"}),
        "100404")


def refusals_with_ccxt(run, venue, rest):
    def place(**changes):
        time.sleep(0.15)
        return venue.spotV1PrivatePostOcoOrder(fresh(**changes))

    request = fresh()
    venue.spotV1PrivatePostOcoOrder(request)
    run.refused(
        "the same order at once", lambda: venue.spotV1PrivatePostOcoOrder(request), "100400",
        "The same order can only be submitted once per second.")
    taken = {name: request[name] for name in ("aboveClientOrderId",)}
    run.refused("its id is taken", lambda: place(**taken), "100400", "duplicate")
    venue.spotV1PrivatePostOcoCancel({"clientOrderId": request["aboveClientOrderId"]})
    run.refused("wrong side of the market", lambda: place(limitPrice="29000"), "100400", "price")
    run.refused("too small", lambda: place(quantity="0.0001"), "100400", "minimum amount")
    run.refused("too dear", lambda: place(quantity="500", limitPrice="30001"), "100400", "maximum")
    run.refused("no such pair", lambda: place(symbol="NO-SUCH"), "100421", "contract not exist")
    run.refused("odd spelling", lambda: place(symbol="BTCUSDT"), "100400", "invalid symbol")
    run.refused("no price", lambda: place(limitPrice="0"), "100400", "price can't be lte 0")
    run.refused("far away", lambda: place(limitPrice="900000"), "100440", "entrustPrice to high")
    run.refused(
        "letters in an id", lambda: place(listClientOrderId="mine"), "100400", "numeric strings")

    wrong = connected(rest, secret="wrong")
    run.refused("a wrong signature", wrong.fetch_balance, "100001", "signature mismatch")
    nobody = connected(rest, apiKey="nobody")
    run.refused("a wrong key", nobody.fetch_balance, "100413", "Incorrect apiKey")
    stale = connected(rest)
    stale.nonce = lambda: venue.milliseconds() - 60_000
    run.refused("a stale timestamp", stale.spotV1PrivateGetAccountBalance, "100421", "timestamp")
    early = connected(rest)
    early.nonce = lambda: venue.milliseconds() + 60_000
    run.refused("an early timestamp", early.spotV1PrivateGetAccountBalance, "100421", "timestamp")
    run.refused(
        "no such path", lambda: venue.fetch2("nothing/here", ["spot", "v1", "private"], "GET", {}),
        "100400", "this api is not exist")


def orders_with_ccxt(run, venue, base):
    order = venue.create_order("BTC/USDT", "limit", "buy", 0.001, 25000)
    opened = [one["id"] for one in venue.fetch_open_orders("BTC/USDT")]
    run.check("a plain order rests", order["id"] in opened, opened)
    edited = venue.edit_order(order["id"], "BTC/USDT", "limit", "buy", 0.001, 24000)
    run.check("it is replaced", edited["price"] == 24000 and edited["id"] != order["id"], edited)
    gone = venue.cancel_order(edited["id"], "BTC/USDT")
    run.check("and cancelled", gone["status"] == "canceled", gone)
    run.refused(
        "once", lambda: venue.cancel_order(edited["id"], "BTC/USDT"), "100400", "CANCELLED already")
    stop = venue.create_order(
        "BTC/USDT", "limit", "sell", 0.001, 28900, {"stopLossPrice": 29000})
    run.check("a stop waits", stop["triggerPrice"] == 29000 and stop["status"] == "open", stop)
    bought = venue.create_market_order_with_cost("BTC/USDT", "buy", 300)
    run.check("a market order fills", bought["status"] == "closed", bought)
    run.check("its trade is told", len(venue.fetch_my_trades("BTC/USDT")) > 0)
    batch = venue.create_orders([
        {"symbol": "BTC/USDT", "type": "limit", "side": "buy", "amount": 0.001, "price": price}
        for price in (25000, 24000)])
    run.check("a batch rests", [one["status"] for one in batch] == ["open", "open"], batch)
    everything = venue.cancel_all_orders("BTC/USDT")
    run.check("all are cancelled", len(everything) == 3, everything)
    run.check("nothing is open", not venue.fetch_open_orders("BTC/USDT"))

    placed = venue.spotV1PrivatePostOcoOrder(fresh())["data"]
    trade(base, "BTC/USDT", 32000)
    filled = venue.fetch_order(placed[0]["orderId"], "BTC/USDT")
    run.check("the limit fills", filled["status"] == "closed", filled)
    closed = venue.fetch_closed_orders("BTC/USDT")
    run.check("history has it", filled["id"] in [one["id"] for one in closed], closed)
    trade(base, "BTC/USDT", 30000)


def signed(rest, method, path, fields, encoding):
    """A request as the venue's own pages make it, in a JSON body or a form."""
    fields = fields | {"timestamp": int(time.time() * 1000)}
    line = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
    fields["signature"] = hmac.new(SECRET.encode(), line.encode(), hashlib.sha256).hexdigest()
    if encoding == "json":
        body, kind = json.dumps(fields), "application/json"
    else:
        body, kind = urllib.parse.urlencode(fields), "application/x-www-form-urlencoded"
    request = urllib.request.Request(
        rest + path, data=body.encode(), method=method,
        headers={"X-BX-APIKEY": KEY, "Content-Type": kind})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def with_bodies(rest):
    run = Checks("bingx", "as its pages say")
    for encoding in ("json", "form"):
        request = fresh()
        placed = signed(rest, "POST", "/openApi/spot/v1/oco/order", request, encoding)
        run.check(f"an OCO in {encoding}", placed["code"] == 0, placed)
        gone = signed(
            rest, "POST", "/openApi/spot/v1/oco/cancel",
            {"clientOrderId": request["belowClientOrderId"]}, encoding)
        run.check(f"its end in {encoding}", gone["code"] == 0, gone)
    return run


async def with_websockets(rest, base):
    run = Checks("bingx", f"websockets {websockets.__version__}")
    venue = connected(rest)
    key = venue.userAuthPrivatePostUserDataStream()["listenKey"]
    run.check("a listen key", len(key) == 64, key)
    url = rest.replace("http", "ws", 1) + "/market?listenKey=" + key
    async with websockets.connect(url) as socket:
        async def receive():
            frame = await asyncio.wait_for(socket.recv(), 10)
            return json.loads(gzip.decompress(frame))

        for topic in ("spot.executionReport", "ACCOUNT_UPDATE", "BTC-USDT@lastPrice"):
            await socket.send(json.dumps({"id": topic, "reqType": "sub", "dataType": topic}))
            answer = await receive()
            held = answer["code"] == 0 and answer["id"] == topic and answer["msg"] == "SUCCESS"
            run.check(f"{topic} is acknowledged", held, answer)
        price = await receive()
        run.check("a price comes at once", price["data"]["e"] == "lastPriceUpdate", price)
        await socket.send(json.dumps({"id": "x", "reqType": "sub", "dataType": "NO-SUCH@lastPrice"}))
        answer = await receive()
        run.check("an unknown topic is refused", answer["code"] == 80015, answer)

        request = fresh()
        venue.spotV1PrivatePostOcoOrder(request)
        frames = [await receive() for _ in range(3)]
        reports = [one["data"] for one in frames if one.get("dataType") == "spot.executionReport"]
        words = {one["C"]: one["X"] for one in reports}
        wanted = {request["aboveClientOrderId"]: "PENDING", request["belowClientOrderId"]: "NEW"}
        run.check("both legs are reported", words == wanted, frames)
        run.check("and the balance", [one for one in frames if one.get("e") == "ACCOUNT_UPDATE"])
        await asyncio.to_thread(trade, base, "BTC/USDT", 32000)
        words = {}
        while len(words) < 2:
            frame = await receive()
            if frame.get("dataType") == "spot.executionReport":
                words[frame["data"]["C"]] = frame["data"]["X"]
        wanted = {request["aboveClientOrderId"]: "FILLED", request["belowClientOrderId"]: "CANCELED"}
        run.check("a fill takes the stop away", words == wanted, words)
        await asyncio.to_thread(trade, base, "BTC/USDT", 30000)
    await asyncio.sleep(1)
    venue.userAuthPrivatePutUserDataStream({"listenKey": key})
    venue.userAuthPrivateDeleteUserDataStream({"listenKey": key})
    await asyncio.sleep(1)
    run.refused(
        "a deleted key is not extended",
        lambda: venue.userAuthPrivatePutUserDataStream({"listenKey": key}), "404")
    return run


async def with_ccxt_pro(rest, base):
    run = Checks("bingx", f"ccxt.pro {ccxt.__version__}")
    venue = connected(rest, ccxt.pro.bingx)
    try:
        await venue.load_markets()
        ticker = await asyncio.wait_for(venue.watch_ticker("BTC/USDT"), 10)
        run.check("a ticker is watched", ticker["last"] == 30000, ticker)
        watching = asyncio.create_task(venue.watch_orders("BTC/USDT"))
        await asyncio.sleep(1)
        order = await venue.create_order("BTC/USDT", "limit", "buy", 0.001, 25000)
        seen = await asyncio.wait_for(watching, 10)
        run.check("an order is watched", seen[-1]["id"] == order["id"], seen)
        # From here on a balance can only be told after it was asked for.
        balances = asyncio.create_task(venue.watch_balance())
        await asyncio.sleep(1)
        await venue.cancel_order(order["id"], "BTC/USDT")
        balance = await asyncio.wait_for(balances, 10)
        run.check("a balance is watched", balance["USDT"]["total"] > 0, balance)
    finally:
        await venue.close()
    return run


def main():
    rest, base = sys.argv[1].rstrip("/"), sys.argv[2].rstrip("/")
    trade(base, "BTC/USDT", 30000)
    finish(
        with_ccxt(rest, base), with_bodies(rest), asyncio.run(with_websockets(rest, base)),
        asyncio.run(with_ccxt_pro(rest, base)))


if __name__ == "__main__":
    main()
