"""Unmodified public clients against Binance's simulator: binance.py REST_URL CONTROL_URL"""

import asyncio
import hashlib
import hmac
import json
import sys
import time
import uuid

# This file has the name of a package; the package is meant.
sys.path.append(sys.path.pop(0))

import ccxt
import ccxt.pro
import websockets
from binance import AsyncClient, BinanceSocketManager
from binance.client import Client
from binance.exceptions import BinanceAPIException

from checks import KEY, SECRET, Checks, finish, trade

try:
    from binance.spot import Spot
except ImportError:
    Spot = None
try:
    from binance_common.configuration import (
        ConfigurationRestAPI, ConfigurationWebSocketAPI, ConfigurationWebSocketStreams)
    from binance_sdk_spot.spot import Spot as Sdk
except ImportError:
    Sdk = None

SELL_OCO = {
    "symbol": "BTCUSDT", "side": "SELL", "quantity": "0.01",
    "aboveType": "LIMIT_MAKER", "abovePrice": "32000.00",
    "belowType": "STOP_LOSS_LIMIT", "belowStopPrice": "29000.00", "belowPrice": "28900.00",
    "belowTimeInForce": "GTC",
}
WORKING = {
    "symbol": "BTCUSDT", "workingType": "LIMIT", "workingSide": "BUY",
    "workingPrice": "29500.00", "workingQuantity": "0.01", "workingTimeInForce": "GTC",
}
EXIT = {
    "pendingType": "STOP_LOSS_LIMIT", "pendingSide": "SELL", "pendingStopPrice": "29000.00",
    "pendingPrice": "28900.00", "pendingTimeInForce": "GTC",
}
EXITS = {
    "pendingSide": "SELL", "pendingAboveType": "LIMIT_MAKER", "pendingAbovePrice": "32000.00",
    "pendingBelowType": "STOP_LOSS_LIMIT", "pendingBelowStopPrice": "29000.00",
    "pendingBelowPrice": "28900.00", "pendingBelowTimeInForce": "GTC",
}
LISTS = {
    "oco": SELL_OCO,
    "oto": WORKING | EXIT | {"pendingQuantity": "0.01"},
    "otoco": WORKING | EXITS | {"pendingQuantity": "0.01"},
    "opo": WORKING | EXIT,
    "opoco": WORKING | EXITS,
}
LEGACY_OCO = {
    "symbol": "BTCUSDT", "side": "SELL", "quantity": "0.01", "price": "32000",
    "stopPrice": "29000", "stopLimitPrice": "28900", "stopLimitTimeInForce": "GTC",
}


def fresh(fields, **changes):
    return fields | {"listClientOrderId": uuid.uuid4().hex} | changes


# What every client is to be told, by the request that provokes it.
REFUSALS = [
    ("off the tick", {"abovePrice": "32000.001"}, -1013, "Filter failure: PRICE_FILTER"),
    ("off the lot", {"quantity": "0.000015"}, -1013, "Filter failure: LOT_SIZE"),
    ("too small", {"quantity": "0.0001"}, -1013, "Filter failure: NOTIONAL"),
    ("too many digits", {"abovePrice": "32000.123456789"}, -1111,
     "Parameter 'abovePrice' has too much precision."),
    ("wrong side of the market", {"abovePrice": "29500.00"}, -2010,
     "The relationship of the prices for the orders is not correct."),
    ("more than there is", {"quantity": "200"}, -2010,
     "Account has insufficient balance for requested action."),
    ("no such pair", {"symbol": "NOSUCH"}, -1121, "Invalid symbol."),
    ("a sell's stop above", {"aboveType": "STOP_LOSS", "abovePrice": None,
                             "aboveStopPrice": "32000"}, -1197,
     "A stop loss order in a sell OCO must be below."),
    ("a time in force too many", {"aboveTimeInForce": "GTC"}, -1106,
     "Parameter 'aboveTimeInForce' sent when not required."),
]


def without_none(fields):
    return {name: value for name, value in fields.items() if value is not None}


def ccxt_client(rest, secret=SECRET):
    venue = ccxt.binance({"apiKey": KEY, "secret": secret})
    for name, url in list(venue.urls["api"].items()):
        path = "/" + url.split("/", 3)[3] if url.count("/") > 2 else ""
        venue.urls["api"][name] = rest + path
    return venue


def with_ccxt(rest, base):
    run = Checks("binance", f"ccxt {ccxt.__version__}")
    venue = ccxt_client(rest)
    market = venue.load_markets()["BTC/USDT"]
    run.check("markets", market["precision"]["price"] == 0.01, market)
    run.check("limits", market["limits"]["cost"]["min"] == 5, market["limits"])
    ticker = venue.fetch_ticker("BTC/USDT")
    run.check("ticker", ticker["last"] > 0 and ticker["bid"] < ticker["ask"], ticker)
    run.check("book", venue.fetch_order_book("BTC/USDT")["bids"][0][0] == ticker["bid"])
    run.check("balance", venue.fetch_balance()["USDT"]["free"] > 0)
    run.check("clock", abs(venue.fetch_time() - venue.milliseconds()) < 5_000)

    order = venue.create_order("BTC/USDT", "limit", "buy", 0.1, 25000)
    opened = [one["id"] for one in venue.fetch_open_orders("BTC/USDT")]
    run.check("a plain order rests", order["id"] in opened, opened)
    fetched = venue.fetch_order(order["id"], "BTC/USDT")
    run.check("and is found", fetched["status"] == "open" and fetched["price"] == 25000, fetched)
    gone = venue.cancel_order(order["id"], "BTC/USDT")
    run.check("and is cancelled", gone["status"] == "canceled", gone)
    run.refused("once", lambda: venue.cancel_order(order["id"], "BTC/USDT"), "OrderNotFound",
                "-2011", "Unknown order sent.")
    bought = venue.create_order("BTC/USDT", "market", "buy", 0.01)
    run.check("a market order fills", bought["status"] == "closed" and bought["fee"] is not None
              and bought["filled"] == 0.01, bought)
    stop = venue.create_order(
        "BTC/USDT", "limit", "sell", 0.01, 28900, {"stopPrice": 29000})
    run.check("a stop waits", venue.fetch_order(stop["id"], "BTC/USDT")["status"] == "open")
    venue.cancel_all_orders("BTC/USDT")
    run.check("all are cancelled", not venue.fetch_open_orders("BTC/USDT"))
    trades = venue.fetch_my_trades("BTC/USDT")
    run.check("own trades", trades[-1]["amount"] == 0.01 and trades[-1]["side"] == "buy", trades)
    run.check("orders", len(venue.fetch_orders("BTC/USDT")) >= 3)

    place = venue.private_post_orderlist_oco
    request = fresh(SELL_OCO)
    placed = place(request)
    run.check("an OCO is placed", placed["contingencyType"] == "OCO"
              and len(placed["orderReports"]) == 2, placed)
    run.refused("its id is taken", lambda: place(request), "-2010", "Duplicate order sent.")
    listed = venue.private_get_openorderlist()
    run.check("it is listed", placed["orderListId"] in [one["orderListId"] for one in listed])
    found = venue.private_get_orderlist({"origClientOrderId": request["listClientOrderId"]})
    run.check("it is found by our id", found["orderListId"] == placed["orderListId"], found)
    gone = venue.private_delete_orderlist(
        {"symbol": "BTCUSDT", "orderListId": placed["orderListId"]})
    run.check("it is cancelled", gone["listOrderStatus"] == "ALL_DONE", gone)
    for what, changes, code, text in REFUSALS:
        # For want of funds ccxt tells the text alone.
        words = [text] if "insufficient" in text else [str(code), text]
        run.refused(what, lambda: place(without_none(fresh(SELL_OCO, **changes))), *words)
    wrong = ccxt_client(rest, "wrong")
    wrong.set_markets(venue.markets)
    run.refused("a wrong secret", lambda: wrong.fetch_balance(), "-1022",
                "Signature for this request is not valid.")
    stale = ccxt_client(rest)
    stale.set_markets(venue.markets)
    stale.options["timeDifference"] = 60_000
    run.refused("a stale timestamp", lambda: stale.fetch_balance(), "-1021",
                "Timestamp for this request is outside of the recvWindow.")
    return run


def python_binance(rest, key=KEY, secret=SECRET):
    Client.API_URL = rest + "/api"
    Client.MARGIN_API_URL = rest + "/sapi"
    return Client(key, secret)


def refused(run, what, call, code, text, status=400):
    try:
        answer = call()
    except BinanceAPIException as error:
        seen = (error.code, error.message, error.status_code)
        run.check(what, seen == (code, text, status), seen)
    else:
        run.check(what, False, answer)


def with_python_binance(rest, base):
    run = Checks("binance", "python-binance")
    client = python_binance(rest)
    info = client.get_symbol_info("BTCUSDT")
    run.check("symbol", info["filters"][0]["tickSize"] == "0.01000000", info)
    run.check("price", float(client.get_symbol_ticker(symbol="BTCUSDT")["price"]) > 0)
    run.check("book", client.get_orderbook_ticker(symbol="BTCUSDT")["bidQty"] != "0.00000000")
    run.check("balance", float(client.get_asset_balance("BTC")["free"]) > 0)
    run.check("fees", client.get_account(omitZeroBalances="true")["commissionRates"]["maker"]
              == "0.00100000")

    request = fresh(SELL_OCO, newOrderRespType="RESULT")
    placed = client.create_oco_order(**request)
    kinds = [report["type"] for report in placed["orderReports"]]
    run.check("an OCO is placed", kinds == ["STOP_LOSS_LIMIT", "LIMIT_MAKER"], placed)
    run.check("it works", [report["status"] for report in placed["orderReports"]] == ["NEW"] * 2)
    refused(run, "its id is taken", lambda: client.create_oco_order(**request), -2010,
            "Duplicate order sent.")
    legs = client.get_open_orders(symbol="BTCUSDT")
    run.check("its legs are open", {leg["orderListId"] for leg in legs} == {placed["orderListId"]},
              legs)
    gone = client.cancel_order(symbol="BTCUSDT", orderId=legs[0]["orderId"])
    run.check("cancelling a leg ends the list", gone["listStatusType"] == "ALL_DONE", gone)
    reports = gone["orderReports"]
    run.check("each leg has its own id and the cancel's", len({one["clientOrderId"] for one
              in reports}) == 1 and len({one["origClientOrderId"] for one in reports}) == 2)
    history = client._get("allOrderList", True, data={})
    run.check("it is history", placed["orderListId"] in [one["orderListId"] for one in history])

    legacy = client._post("order/oco", True, data=dict(LEGACY_OCO))
    run.check("an older OCO is placed", legacy["contingencyType"] == "OCO", legacy)
    client._delete("orderList", True, data={
        "symbol": "BTCUSDT", "listClientOrderId": legacy["listClientOrderId"]})
    for kind, fields in LISTS.items():
        placed = client._post("orderList/" + kind, True, data=fresh(fields))
        wanted = "OCO" if kind == "oco" else "OTO"
        run.check(f"{kind} is placed", placed["contingencyType"] == wanted, placed)
        client._delete("orderList", True, data={
            "symbol": "BTCUSDT", "orderListId": placed["orderListId"]})
    run.check("nothing is open", client.get_open_orders() == [])

    for what, changes, code, text in REFUSALS:
        fields = without_none(fresh(SELL_OCO, **changes))
        refused(run, what, lambda: client.create_oco_order(**fields), code, text)
    refused(run, "old names on the new endpoint",
            lambda: client._post("orderList/oco", True, data=dict(LEGACY_OCO)), -1102,
            "Mandatory parameter 'aboveType' was not sent, was empty/null, or malformed.")
    wrong = python_binance(rest, secret="wrong")
    refused(run, "a wrong secret", wrong.get_account, -1022,
            "Signature for this request is not valid.")
    other = python_binance(rest, key="another")
    refused(run, "a wrong key", other.get_account, -2015,
            "Invalid API-key, IP, or permissions for action.", 401)
    client.timestamp_offset = -60_000
    refused(run, "a stale timestamp", client.get_account, -1021,
            "Timestamp for this request is outside of the recvWindow.")
    client.timestamp_offset = 60_000
    refused(run, "a timestamp ahead", client.get_account, -1021,
            "Timestamp for this request was 1000ms ahead of the server's time.")
    client.timestamp_offset = 0
    refused(run, "no such order", lambda: client.get_order(symbol="BTCUSDT", orderId=10 ** 12),
            -2013, "Order does not exist.")

    placed = client.create_oco_order(**fresh(SELL_OCO))
    trade(base, "BTC/USDT", "32010")
    ends = {one["type"]: one["status"] for one in (client.get_order(
        symbol="BTCUSDT", orderId=leg["orderId"]) for leg in placed["orders"])}
    run.check("the limit fills and the stop goes", ends == {
        "LIMIT_MAKER": "FILLED", "STOP_LOSS_LIMIT": "EXPIRED"}, ends)
    trade(base, "BTC/USDT", "30000")
    return run


def with_connector(rest, _):
    run = Checks("binance", "binance-connector")
    client = Spot(KEY, SECRET, base_url=rest)
    placed = client.new_oco_order(**{
        **{name: value for name, value in fresh(SELL_OCO).items()}})
    run.check("an OCO is placed", len(placed["orders"]) == 2, placed)
    found = client.get_oco_order(orderListId=placed["orderListId"])
    run.check("it is found", found["listOrderStatus"] == "EXECUTING", found)
    gone = client.cancel_oco_order("BTCUSDT", orderListId=placed["orderListId"])
    run.check("it is cancelled", gone["listOrderStatus"] == "ALL_DONE", gone)
    run.check("it is history", client.get_oco_orders()[-1]["orderListId"]
              == placed["orderListId"])
    amended = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.02",
                               price="25000")
    run.check("a plain order answers in full", amended["fills"] == [], amended)
    client.cancel_open_orders("BTCUSDT")
    run.check("all are cancelled", client.get_open_orders("BTCUSDT") == [])
    return run


def with_sdk(rest, _):
    run = Checks("binance", "binance-sdk-spot")
    client = Sdk(config_rest_api=ConfigurationRestAPI(
        api_key=KEY, api_secret=SECRET, base_path=rest))
    info = client.rest_api.exchange_info(symbol="BTCUSDT").data()
    run.check("symbol", info.symbols[0].symbol == "BTCUSDT", info)
    account = client.rest_api.get_account().data()
    run.check("account", account.can_trade is True, account)
    placed = client.rest_api.order_list_oco(
        symbol="BTCUSDT", side="SELL", quantity=0.01, above_type="LIMIT_MAKER",
        below_type="STOP_LOSS_LIMIT", above_price=32000.0, below_stop_price=29000.0,
        below_price=28900.0, below_time_in_force="GTC").data()
    run.check("an OCO is placed", len(placed.order_reports) == 2, placed)
    gone = client.rest_api.delete_order_list(
        symbol="BTCUSDT", order_list_id=placed.order_list_id).data()
    run.check("it is cancelled", gone.list_order_status == "ALL_DONE", gone)
    return run


def signed(params, secret=SECRET):
    params = params | {"apiKey": KEY, "timestamp": int(time.time() * 1000)}
    line = "&".join(f"{name}={params[name]}" for name in sorted(params))
    mark = hmac.new(secret.encode(), line.encode(), hashlib.sha256).hexdigest()
    return params | {"signature": mark}


async def calls(rest, base, run):
    address = rest.replace("http", "ws", 1) + "/ws-api/v3"
    async with websockets.connect(address) as socket:
        events = []

        async def hear():
            return json.loads(await asyncio.wait_for(socket.recv(), 10))

        async def ask(method, params=None, sign=True):
            name = uuid.uuid4().hex
            frame = {"id": name, "method": method}
            if params is not None:
                frame["params"] = signed(params) if sign else params
            await socket.send(json.dumps(frame))
            while True:
                message = await hear()
                if message.get("id") == name:
                    return message
                events.append(message)

        async def events_until(kind):
            while not any(one["event"]["e"] == kind for one in events):
                events.append(await hear())
            seen = [one["event"] for one in events]
            events.clear()
            return seen

        run.check("ping", (await ask("ping"))["result"] == {})
        opened = await ask("userDataStream.subscribe.signature", {})
        run.check("subscribed", opened["result"] == {"subscriptionId": 0}, opened)
        again = await ask("userDataStream.subscribe.signature", {})
        run.check("once", again["error"]["code"] == -2035, again)
        name = uuid.uuid4().hex
        placed = await ask("orderList.place.oco", SELL_OCO | {"listClientOrderId": name})
        run.check("an OCO is placed", placed["status"] == 200, placed)
        run.check("orders are counted", [one["rateLimitType"] for one in placed["rateLimits"]]
                  == ["ORDERS", "ORDERS", "REQUEST_WEIGHT"], placed["rateLimits"])
        seen = await events_until("outboundAccountPosition")
        run.check("its events", [one["e"] for one in seen] == [
            "executionReport", "executionReport", "listStatus", "outboundAccountPosition"], seen)
        run.check("its list is executing", seen[2]["C"] == name and seen[2]["L"] == "EXECUTING")
        trade(base, "BTC/USDT", "32010")
        seen = await events_until("outboundAccountPosition")
        run.check("the limit fills, the stop goes", [(one["x"], one["X"]) for one in seen
                  if one["e"] == "executionReport"] == [
                      ("TRADE", "FILLED"), ("EXPIRED", "EXPIRED")], seen)
        run.check("for that reason", [one["eR"] for one in seen if "eR" in one]
                  == ["OCO_TRIGGER"], seen)
        trade(base, "BTC/USDT", "30000")
        wrong = await ask(
            "orderList.place.oco", signed(fresh(SELL_OCO), "wrong"), sign=False)
        run.check("a wrong signature", wrong["status"] == 400
                  and wrong["error"]["code"] == -1022, wrong)
        logon = await ask("session.logon", {})
        run.check("no session for such a key", logon["error"]["code"] == -4056, logon)
        ended = await ask("userDataStream.unsubscribe", {}, sign=False)
        run.check("unsubscribed", ended["status"] == 200, ended)

    address = rest.replace("http", "ws", 1) + "/stream?streams=btcusdt@aggTrade"
    async with websockets.connect(address) as socket:
        await socket.send(json.dumps(
            {"method": "SUBSCRIBE", "params": ["btcusdt@bookTicker"], "id": 1}))
        answer = json.loads(await asyncio.wait_for(socket.recv(), 10))
        run.check("a stream is added", answer == {"result": None, "id": 1}, answer)
        trade(base, "BTC/USDT", "30000.01", "0.5")
        told = {"stream": ""}
        while told["stream"] != "btcusdt@aggTrade":  # the quote that moves along may come first
            told = json.loads(await asyncio.wait_for(socket.recv(), 10))
        run.check("a trade is told", told["stream"] == "btcusdt@aggTrade"
                  and told["data"]["p"] == "30000.01000000"
                  and told["data"]["q"] == "0.50000000", told)
        trade(base, "BTC/USDT", "30000")


def with_websockets(rest, base):
    run = Checks("binance", f"websockets {websockets.__version__}")
    asyncio.run(calls(rest, base, run))
    return run


async def watch(rest, base, run):
    address = rest.replace("http", "ws", 1)
    venue = ccxt.pro.binance({"apiKey": KEY, "secret": SECRET})
    for name, url in list(venue.urls["api"].items()):
        if isinstance(url, str):
            path = "/" + url.split("/", 3)[3] if url.count("/") > 2 else ""
            venue.urls["api"][name] = rest + path
    venue.urls["api"]["ws"]["spot"] = address + "/ws"
    venue.urls["api"]["ws"]["ws-api"]["spot"] = address + "/ws-api/v3"

    async def heard(what, moves=None):
        task = asyncio.ensure_future(what)
        for _ in range(40):
            await asyncio.wait([task], timeout=0.25)
            if task.done():
                break
            if moves:
                await moves()
        return await asyncio.wait_for(task, 10)

    async def move():
        await asyncio.to_thread(trade, base, "BTC/USDT", "30000.01")

    async def place():
        await venue.create_order("BTC/USDT", "limit", "buy", 0.01, 25000)

    try:
        await venue.load_markets()
        ticker = {"last": None}
        for _ in range(5):  # what was said before the market moved may come first
            ticker = await heard(venue.watch_ticker("BTC/USDT"), move)
            if ticker["last"] == 30000.01:
                break
        run.check("a ticker is watched", ticker["last"] == 30000.01, ticker)
        orders = await heard(venue.watch_orders("BTC/USDT"), place)
        run.check("orders are watched", orders[-1]["status"] == "open", orders)
        order = await venue.create_order_ws("BTC/USDT", "limit", "buy", 0.01, 25000)
        gone = await venue.cancel_order_ws(order["id"], "BTC/USDT")
        run.check("an order by frame, and its cancel", gone["status"] == "canceled", gone)
        await venue.cancel_all_orders("BTC/USDT")
    finally:
        await venue.close()


async def listen(rest, _, run):
    AsyncClient.API_URL = rest + "/api"
    client = AsyncClient(KEY, SECRET)
    client.ws_api._url = rest.replace("http", "ws", 1) + "/ws-api/v3"
    order = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC",
             "quantity": "0.01", "price": "25000"}
    try:
        placed = await asyncio.wait_for(client.ws_create_order(**order), 10)
        run.check("an order by frame", placed["status"] == "NEW", placed)
        async with BinanceSocketManager(client).user_socket() as socket:
            await asyncio.sleep(1)
            await client.create_order(**order)
            event = await asyncio.wait_for(socket.recv(), 10)
            run.check("the user stream", event["e"] == "executionReport", event)
        await client.cancel_all_open_orders(symbol="BTCUSDT")
    finally:
        await client.close_connection()


def with_sockets_of_clients(rest, base):
    pro = Checks("binance", f"ccxt.pro {ccxt.__version__}")
    asyncio.run(watch(rest, base, pro))
    manager = Checks("binance", "python-binance sockets")
    asyncio.run(listen(rest, base, manager))
    pro.failed += manager.failed
    trade(base, "BTC/USDT", "30000")
    return pro


if __name__ == "__main__":
    rest, base = sys.argv[1].rstrip("/"), sys.argv[2].rstrip("/")
    runs = [with_ccxt, with_python_binance]
    runs += [with_connector] if Spot else []
    runs += [with_sdk] if Sdk else []
    for missing in [name for name, found in [
            ("binance-connector", Spot), ("binance-sdk-spot", Sdk)] if not found]:
        print(f"left out: {missing} is not installed")
    finish(*[run(rest, base) for run in runs + [with_websockets, with_sockets_of_clients]])
