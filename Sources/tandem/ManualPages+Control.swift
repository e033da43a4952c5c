import Orders

extension ManualPages {
  static let controlPort = Catalogue.Section(
    title: "Control port",
    paragraphs: [
      .prose(
        "The last of the ports that serve opens takes plain HTTP with JSON bodies. What it refuses"
          + " it answers with status 400 and {\"error\": …} in one sentence."),
      .prose("POST /tape moves a market; every list is optional, and each is applied in order."),
      .literal(
        """
        { "instrument": "BTC/USDT",
          "quotes": [ { "bid": "31990", "ask": "32010" } ],
          "trades": [ { "price": "32010", "quantity": "0.5" } ],
          "marks": ["32000"], "indexes": ["32000"],
          "time": "+60s", "session_end": true, "venue": "binance" }
        """),
      .prose(
        "Each venue rounds to its own steps: prices to the tick below, asks to the one above,"
          + " quantities to whole lots, never to nothing. A trade without a quantity is as much as"
          + " anybody wants. The quote follows a trade, a tick to either side, and so do mark and"
          + " index, unless the same move gives them. time (a date, milliseconds since 1970,"
          + " or +90s,"
          + " +5m, +1h from now) is how late it is for orders that expire; the venues' clocks stay."
          + " A file for serve --tape has one such object a line, each with after_ms, the pause"
          + " before it."),
      .prose(
        "GET /tape is what the markets show; GET /lists is every order list with its orders as the"
          + " engine has them, ended ones too, and single orders with kind null. Both take"
          + " ?venue=binance. GET /health answers once the ports are open."),
      .prose("POST /fault arms a fault; GET /fault lists what is armed and what is left of it."),
      .literal(
        """
        { "fault": "drop_reply", "venue": "binance",
          "path": "/api/v3/orderList", "times": 1, "after": 0 }
        """),
      .prose(
        "On answers: drop_reply (executed, then the connection ends without a byte), delay_reply"
          + " (ms), cut_reply (bytes), http_status (status 500 to 599; executed true or false),"
          + " rate_limit (seconds), ban (seconds, during which everything is refused). They meet"
          + " requests by venue, path (its beginning), method and operation, such as place;"
          + " messages"
          + " on a socket only where path, which may then be any text of the message, or operation"
          + " says which."),
      .prose(
        "On events of the account: drop_event, duplicate_event, reorder_events (one is told after"
          + " the next). On streams that are open, or else the next one: silent_stream, cut_stream."
          + " At once: expire_token, clock (ms), tick_size and lot_size (instrument, size),"
          + " halt and"
          + " resume (instrument). times is how often it shows, 1 unless given; after is how many"
          + " it lets pass first. { \"clear\": true } takes everything back."),
    ])
}
