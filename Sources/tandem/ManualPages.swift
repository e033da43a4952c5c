import Orders
import Venues

/// The manual's sections on files and words, beside the table of commands.
enum ManualPages {
  static let all = [ticketFile, options, marketFile, credentialsFile, controlPort, output]

  private static let ticketFile = Catalogue.Section(
    title: "Ticket file",
    paragraphs: [
      .prose(
        "A ticket is a JSON object. Unknown keys are errors, so that a misspelt one is never"
          + " silently left out."),
      .literal(
        """
        { "kind": "oco", "instrument": "BTC/USDT",
          "side": "sell", "quantity": "0.01",
          "legs": [
            { "type": "limit", "price": "32000" },
            { "type": "stop_limit", "trigger": "29000",
              "price": "28900", "tif": "gtc" } ],
          "options": { "kucoin.remark": "breakout" } }
        """),
      .prose(
        "kind is \(Words.alternatives(Kind.allCases.map(\.rawValue))). An oco has two legs in any"
          + " order; an oto an entry, then an exit; an otoco an entry, then two exits. opo and"
          + " opoco are Binance's: their exits sell what the entry bought, and have no quantity."),
      .prose(
        "instrument is a pair such as BTC/USDT, or a futures contract such as ESZ6. One that is"
          + " not in the catalogue is spelt by the venue's rules; its tick and lot are unknown."),
      .prose(
        "side and quantity stand for the legs that do not name their own. A leg has the keys"
          + " \(Words.list(LegField.allCases.map(\.rawValue)))."),
      .prose("type is \(Words.alternatives(LegType.allCases.map(\.rawValue)))."),
      .prose(
        "trigger_by is \(Words.alternatives(TriggerSource.allCases.map(\.rawValue))); tif is"
          + " \(Words.alternatives(TimeInForce.allCases.map(\.rawValue)));"
          + " trail is a distance such as 250 or a percentage such as 1.5%; expire, for gtd, is a"
          + " time such as 2026-12-01T21:00:00Z."),
      .prose(
        "Decimals are strings of digits with at most one point: no exponent, no comma, no plus"
          + " sign. A JSON number is accepted and keeps its text."),
    ])

  private static let options = Catalogue.Section(
    title: "Options of a ticket",
    paragraphs: [
      .prose(
        "options holds further parameters of the venues by venue.parameter, in the venue's own"
          + " words: every parameter its documents list can be set, and tandem venues prints them"
          + " all. What the ticket says itself (sides, prices, quantities) cannot be set twice."),
      .prose(
        "Where a venue allows several ways, or sources disagree, an option chooses:"
          + " tandem venues lists the choices with what is standard. binance.endpoint=order, for"
          + " one, takes the older OCO endpoint."),
    ])

  private static let marketFile = Catalogue.Section(
    title: "Market file",
    paragraphs: [
      .prose("What check --market reads; any part may be absent."),
      .literal(
        """
        { "last": "30000", "bid": "29999.99", "ask": "30000.01",
          "mark": "30000", "index": "30000", "age_ms": 0,
          "instrument": { "tick": "0.01", "lot": "0.00001",
            "min_price": "0.01", "max_price": "1000000",
            "min_quantity": "0.00001", "max_quantity": "9000",
            "min_notional": "5", "max_notional": "9000000",
            "tradable": true },
          "account": { "free": { "BTC": "1" }, "taker_fee_rate": "0.001",
            "can_trade": true, "open_lists": 0, "open_orders": 0,
            "open_algo_orders": 0, "open_orders_overall": 0,
            "used_client_ids": [], "clock_offset_ms": 0,
            "since_last_placement_ms": 60000 } }
        """),
      .prose(
        "Rules that need what is absent say so as a note. instrument replaces what the catalogue"
          + " knows, and account is what a client would know."),
    ])

  private static let credentialsFile = Catalogue.Section(
    title: "Credentials file",
    paragraphs: [
      .literal(
        """
        [binance.testnet]
        key = …
        secret = …
        [kucoin.live]
        key = …
        secret_command = pass show trading/kucoin
        passphrase = …
        """),
      .prose(
        "One section for each venue and environment, one setting a line; # begins a remark, and"
          + " a value in double quotes may hold anything but a double quote. Instead of secret,"
          + " secret_command names a program that prints it; no shell reads it. For Binance,"
          + " private_key_file names an RSA or Ed25519 key in PEM form, beside the file."),
      .prose(
        "The paper environment needs no file. For another without credentials, preview shows the"
          + " request's shape with stand-ins, and says so."),
    ])

  private static let output = Catalogue.Section(
    title: "Output",
    paragraphs: [
      .prose(
        "preview --format json prints one object a venue: venue, env, method, url, headers, body"
          + " and losses, or venue and inexpressible with the reasons. A frame on a socket has the"
          + " method WS. check --format json prints one object a finding: venue, rule, severity,"
          + " field, message and repair, which is the nearest legal value or null."),
      .prose(
        "Keys, secrets, passphrases, tokens and signatures are shown as •••• unless --reveal is"
          + " given."),
    ])
}
