import Orders
import PaperExchange
import Venues

/// The manual's sections on files and words, beside the table of commands.
enum ManualPages {
  static let all = [
    ticketFile, options, marketFile, scenarioFile, scenarioPath, scenarioFaults, playScript,
    configuration, credentialsFile, controlPort, output, sending, journal,
  ]

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

  private static let scenarioFile = Catalogue.Section(
    title: "Scenario file",
    paragraphs: [
      .prose(
        "What simulate reads: a ticket, and what happens then. ticket, start and path are needed;"
          + " the rest may be absent."),
      .literal(
        """
        { "ticket": { "kind": "oco", … },
          "start": "30000",
          "path": [ "29500", "29400@0.005", "28900" ],
          "venues": [ "binance" ],
          "balances": { "USDT": "1000", "BTC": "0" },
          "commission": "0.001",
          "switches": { "binance.removal": "full_fill" },
          "instrument": { "tick": "0.01", "lot": "0.00001" },
          "clock": "2026-01-01T00:00:00Z",
          "faults": [] }
        """),
      .prose(
        "start is the last, mark and index price when the ticket is placed. venues are asked"
          + " unless --venue says otherwise; without either, all are."),
      .prose(
        "balances is all that the account owns; absent, it owns enough. position is the contracts"
          + " held of a future; absent, a pair of exits finds what it is to close. commission is"
          + " the part of each fill that the venue keeps, of what the trade brings."),
      .prose(
        "instrument has the keys of a market file's, in the place of the catalogue's. clock is the"
          + " time of the start. faults is what goes wrong; the section below says how."),
      .prose(
        "switches turns a question that a venue's documents leave open, by venue.switch. The"
          + " switches are \(Words.list(ContingencyRules.Switch.allCases.map(\.rawValue)));"
          + " a wrong way is answered with the right ones."),
    ])

  private static let scenarioPath = Catalogue.Section(
    title: "Path of a scenario",
    paragraphs: [
      .prose(
        "Each step of path is one thing that happens, in order. A string is a trade at a price,"
          + " with or without a size: 29400@0.005 is a trade of 0.005; without a size it is as"
          + " much as anybody wants. An object has one key:"),
      .literal(
        """
        { "trade": "29400@0.005" }
        { "quote": [ "29990", "30010@0.5" ] }  bid and ask
        { "mark": "29000" }                    the mark price
        { "index": "29000" }                   the index price
        { "time": "+60s" }                     or a moment
        { "session": "end" }                   the day is over
        { "cancel": "leg 2" }                  one leg
        { "cancel": "list" }                   every leg
        """),
      .prose(
        "The mark price follows the trades in a scenario that never moves it itself, and so does"
          + " the index price. A time span has a unit: \(Words.list(["d", "h", "m", "s", "ms"]))."
          + " Legs count from 1 in the order of the ticket."),
      .prose(
        "Prices and sizes must be multiples of the venue's tick and lot. There is nobody but you"
          + " and the tape: a trade at the price of a resting order fills it up to the trade's"
          + " size, and an order that takes does so at the quote, or at the last price where"
          + " there is no quote."),
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
        "simulate --format json prints one object an event: venue, step, order, leg, from, to,"
          + " filled, price and reason, then event (accepted, armed, triggered, filled, canceled,"
          + " expired, rejected, list, balance, position, refused or inexpressible) and what goes"
          + " with it: tape, list, quantity, word (the venue's own for the status), venue_reason,"
          + " sentence, and because, the venue's sentence behind it. from is null before the"
          + " exchange first spoke of an order; filled is all that has filled so far. The last"
          + " object of a venue has venue and final: list, last, orders, balances, position, and"
          + " protection, which is protected, unprotected or flat."),
      .prose(
        "Keys, secrets, passphrases, tokens and signatures are shown as •••• unless --reveal is"
          + " given."),
    ])
}
