"""Unmodified public clients against KuCoin's simulator: kucoin.py REST_URL CONTROL_URL"""

import asyncio
import json
import sys
import uuid

# This file has the name of a package; the package is meant.
sys.path.append(sys.path.pop(0))

import ccxt
import websockets
from kucoin.client import Client
from kucoin_universal_sdk.api import DefaultClient
from kucoin_universal_sdk.generate.spot.order import (
    AddOcoOrderReqBuilder,
    CancelOcoOrderByOrderIdReqBuilder,
    GetOcoOrderByClientOidReqBuilder,
    GetOcoOrderDetailByOrderIdReqBuilder,
    GetOcoOrderListReqBuilder,
)
from kucoin_universal_sdk.model import ClientOptionBuilder, TransportOptionBuilder

from checks import KEY, PASSPHRASE, SECRET, Checks, control, finish, trade

OCO = {
    "side": "sell", "symbol": "BTC-USDT", "price": "32000", "size": "0.01",
    "stopPrice": "29000", "limitPrice": "28900",
}


def fresh(**changes):
    return OCO | {"clientOid": uuid.uuid4().hex} | changes


def with_ccxt(rest, base):
    run = Checks("kucoin", f"ccxt {ccxt.__version__}")
    venue = ccxt.kucoin({"apiKey": KEY, "secret": SECRET, "password": PASSPHRASE})
    venue.urls["api"] = {name: rest for name in venue.urls["api"]}
    markets = venue.load_markets()
    run.check("markets", markets["BTC/USDT"]["precision"]["price"] == 0.1, markets["BTC/USDT"])
    last = venue.fetch_ticker("BTC/USDT")["last"]
    run.check("ticker", last > 0, last)
    run.check("balance", venue.fetch_balance()["USDT"]["free"] > 0)

    request = fresh()
    placed = venue.private_post_oco_order(request)
    identity = placed["data"]["orderId"]
    run.check("an OCO is placed", placed["code"] == "200000", placed)
    legs = venue.private_get_oco_order_details_orderid({"orderId": identity})["data"]
    run.check("its legs are told", [leg["status"] for leg in legs["orders"]] == ["NEW"] * 2, legs)
    named = venue.private_get_oco_client_order_clientoid({"clientOid": request["clientOid"]})
    run.check("it is found by our id", named["data"]["orderId"] == identity, named)
    listed = venue.private_get_oco_orders({"symbol": "BTC-USDT"})["data"]["items"]
    run.check("it is listed", identity in [item["orderId"] for item in listed], listed)
    run.refused(
        "its id is taken", lambda: venue.private_post_oco_order(request),
        "400100", "clientOidDuplicated")
    gone = venue.private_delete_oco_order_orderid({"orderId": identity})
    run.check("it is cancelled", len(gone["data"]["cancelledOrderIds"]) == 2, gone)
    run.refused(
        "it is cancelled once", lambda: venue.private_delete_oco_order_orderid(
            {"orderId": identity}), "order_not_exist_or_not_allow_to_cancel")

    place = venue.private_post_oco_order
    run.refused("wrong side of the market", lambda: place(fresh(price="29000")), "400100")
    run.refused("off the tick", lambda: place(fresh(price="32000.01")), "600100")
    run.refused(
        "too small", lambda: place(fresh(size="0.000001")),
        "400100", "Order size below the minimum requirement.")
    run.refused("no such pair", lambda: place(fresh(symbol="NO-SUCH")), "900001")

    order = venue.create_order("BTC/USDT", "limit", "buy", 0.1, 25000)
    opened = [one["id"] for one in venue.fetch_open_orders("BTC/USDT")]
    run.check("a plain order rests", order["id"] in opened, opened)
    venue.cancel_order(order["id"], "BTC/USDT")
    run.check("and is cancelled", not venue.fetch_open_orders("BTC/USDT"))

    stale = ccxt.kucoin({"apiKey": KEY, "secret": SECRET, "password": PASSPHRASE})
    stale.urls["api"] = venue.urls["api"]
    stale.nonce = lambda: venue.milliseconds() - 60_000
    run.refused("a stale timestamp", lambda: stale.private_get_oco_orders(), "400002")
    wrong = ccxt.kucoin({"apiKey": KEY, "secret": "wrong", "password": PASSPHRASE})
    wrong.urls["api"] = venue.urls["api"]
    run.refused("a wrong secret", lambda: wrong.private_get_oco_orders(), "40000")

    filled = place(fresh())["data"]["orderId"]
    trade(base, "BTC/USDT", "32010")
    legs = venue.private_get_oco_order_details_orderid({"orderId": filled})["data"]
    run.check("the limit fills and the stop goes",
              [leg["status"] for leg in legs["orders"]] == ["DONE", "CANCELLED"], legs)
    trade(base, "BTC/USDT", "30000")
    return run


def with_python_kucoin(rest, _):
    run = Checks("kucoin", "python-kucoin")
    Client.REST_API_URL = rest
    client = Client(KEY, SECRET, PASSPHRASE)
    placed = client.oco_create_order(
        "BTC-USDT", Client.SIDE_SELL, size="0.01", price="32000", stop_price="29000",
        limit_price="28900", client_oid=uuid.uuid4().hex)
    run.check("an OCO is placed", "orderId" in placed, placed)
    details = client.oco_get_order(placed["orderId"])
    run.check("its legs are told", len(details["orders"]) == 2, details)
    gone = client.oco_cancel_order(placed["orderId"])
    run.check("it is cancelled", len(gone["cancelledOrderIds"]) == 2, gone)
    return run


def with_universal_sdk(rest, _):
    run = Checks("kucoin", "kucoin-universal-sdk")
    option = (
        ClientOptionBuilder().set_key(KEY).set_secret(SECRET).set_passphrase(PASSPHRASE)
        .set_spot_endpoint(rest).set_transport_option(TransportOptionBuilder().build()).build())
    orders = DefaultClient(option).rest_service().get_spot_service().get_order_api()
    request = fresh()
    placed = orders.add_oco_order(
        AddOcoOrderReqBuilder().set_client_oid(request["clientOid"]).set_side("sell")
        .set_symbol("BTC-USDT").set_price("32000").set_size("0.01").set_stop_price("29000")
        .set_limit_price("28900").set_trade_type("TRADE").build())
    run.check("an OCO is placed", len(placed.order_id) == 24, placed)
    detail = orders.get_oco_order_detail_by_order_id(
        GetOcoOrderDetailByOrderIdReqBuilder().set_order_id(placed.order_id).build())
    run.check("its legs are told", [leg.status for leg in detail.orders] == ["NEW"] * 2, detail)
    named = orders.get_oco_order_by_client_oid(
        GetOcoOrderByClientOidReqBuilder().set_client_oid(request["clientOid"]).build())
    run.check("it is found by our id", named.order_id == placed.order_id, named)
    page = orders.get_oco_order_list(GetOcoOrderListReqBuilder().set_symbol("BTC-USDT").build())
    run.check("it is listed", placed.order_id in [item.order_id for item in page.items], page)
    gone = orders.cancel_oco_order_by_order_id(
        CancelOcoOrderByOrderIdReqBuilder().set_order_id(placed.order_id).build())
    run.check("it is cancelled", len(gone.cancelled_order_ids) == 2, gone)
    return run


async def hear(rest, base, run):
    venue = ccxt.kucoin({"apiKey": KEY, "secret": SECRET, "password": PASSPHRASE})
    venue.urls["api"] = {name: rest for name in venue.urls["api"]}
    bullet = venue.private_post_bullet_private()["data"]
    address = bullet["instanceServers"][0]["endpoint"] + "?token=" + bullet["token"].replace(
        "+", "%2B").replace("/", "%2F").replace("=", "%3D") + "&connectId=interop"
    async with websockets.connect(address) as socket:
        async def next_message():
            return json.loads(await asyncio.wait_for(socket.recv(), 10))

        run.check("welcome", (await next_message())["type"] == "welcome")
        for topic in ["/spotMarket/advancedOrders", "/spotMarket/tradeOrdersV2"]:
            await socket.send(json.dumps({
                "id": topic, "type": "subscribe", "topic": topic, "privateChannel": True,
                "response": True}))
            run.check(f"ack of {topic}", (await next_message())["type"] == "ack")
        await socket.send(json.dumps({"id": "9", "type": "ping"}))
        run.check("pong", (await next_message()) == {"id": "9", "type": "pong"})
        venue.private_post_oco_order(fresh())
        opened = [(await next_message())["data"]["stop"] for _ in range(2)]
        run.check("both legs are told", opened == ["e_l_o", "l_s_o"], opened)
        trade(base, "BTC/USDT", "28950")
        told = []
        while "filled" not in told:
            told.append((await next_message())["data"]["type"])
        run.check("the stop's life is told",
                  told == ["triggered", "received", "open", "cancel", "match", "filled"], told)
    trade(base, "BTC/USDT", "30000")


def with_websockets(rest, base):
    run = Checks("kucoin", "websockets")
    asyncio.run(hear(rest, base, run))
    return run


if __name__ == "__main__":
    rest, base = sys.argv[1:3]
    control(base, "/tape", {"instrument": "BTC/USDT", "trades": [{"price": "30000"}]})
    finish(*(script(rest, base) for script in [
        with_ccxt, with_python_kucoin, with_universal_sdk, with_websockets]))
