extension ManualPages {
  static let scenarioFaults = Catalogue.Section(
    title: "Faults of a scenario",
    paragraphs: [
      .prose(
        "An element of faults is what POST /fault takes (section Control port), with step,"
          + " the step before which it begins: 0, the placing, unless given; the path counts from"
          + " 1. Without venue it befalls every venue, each in its own story. { \"clear\": true }"
          + " takes everything back."),
      .literal(
        """
        { "fault": "drop_reply" }              no answer to the ticket
        { "fault": "drop_event", "step": 1, "times": 2 }
        { "fault": "halt", "instrument": "BTC/USDT", "step": 2 }
        { "fault": "resume", "instrument": "BTC/USDT", "step": 4 }
        """),
      .prose(
        "Faults on answers meet the ticket and the steps that cancel, which are all the"
          + " requests there are; path, method and operation (place, cancel_list or cancel_order)"
          + " choose among them as on the port. A venue that cannot cancel one leg is asked to"
          + " cancel the list; of several requests for one cancel the first counts. The timeline"
          + " says what the client saw, and what was done. An answer that is cut cannot be read,"
          + " however many bytes of it came."),
      .prose(
        "The client also has one stream, open from the start. An event is one row of a leg,"
          + " and drop_event, duplicate_event and reorder_events meet them in order; after"
          + " silent_stream or cut_stream none is told. The exchange goes on as it would: beside"
          + " the event stands that the client was not told, or told twice, or late. An answer"
          + " that can be read tells how every leg stands. The end says what the client was last"
          + " told, and which faults are still armed."),
      .prose(
        "tick_size, lot_size and halt are there when the ticket comes if they begin at step"
          + " 0: the venue's rules refuse it. Later, what rests stays as it is; while the market"
          + " is halted it hears no trade, quote, mark or index, and a cancel still works. A size"
          + " must be a multiple of the venue's own tick or lot. clock (ms) moves the clock that"
          + " orders expire by. expire_token is refused, as are a fault of an answer that no"
          + " request comes after, another instrument, path, method or operation of an event, and"
          + " times or after of the stream."),
      .prose(
        "In JSON a fault is a line with event fault, and an answer that it met one with event"
          + " answer, operation, executed, outcome (accepted, refused or in_doubt) and delay_ms."
          + " An event of a leg has told: once, twice, late or no. The end has known: placing, the"
          + " outcome of the ticket's answer; as_it_stands; orders as the client was last told;"
          + " armed."),
    ])
}
