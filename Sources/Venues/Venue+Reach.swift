import Orders

extension Venue {
  /// Why a ticket lies beyond this venue however it is filled in: the instrument, the kind, or a
  /// type of leg that it has no place for.
  ///
  /// Empty when the venue can carry it.
  public func obstacles(_ ticket: Ticket) -> [Inexpressible.Reason] {
    if symbol(of: ticket.instrument) == nil {
      return [instrumentObstacle(ticket.instrument)]
    }
    guard let form = form(for: ticket) else {
      return [.init(.kind, "\(title) has no \(ticket.kind.rawValue.uppercased())")]
    }
    let legs = ticket.resolvedLegs
    guard legs.count == form.slots.count else { return [] }
    return order(legs, in: form).enumerated().compactMap { slot, index in
      guard let type = legs[index].type, form.slots[slot].word(for: type) == nil else { return nil }
      return .init(
        .leg(index, .type),
        "\(title) takes \(form.slots[slot].allowed.words) here, not \(type.words)")
    }
  }

  /// The venue's spelling, for calls about an instrument that it must be able to have.
  func spelled(_ instrument: Instrument) throws(Inexpressible) -> String {
    guard let symbol = symbol(of: instrument) else {
      throw Inexpressible([instrumentObstacle(instrument)])
    }
    return symbol
  }

  /// The parameter that narrows a call to one instrument; none for all of them.
  func symbolValue(
    _ instrument: Instrument?
  ) throws(Inexpressible) -> [(String, WireValue)] {
    guard let instrument else { return [] }
    return [("symbol", .text(try spelled(instrument)))]
  }

  /// "Tradovate lists futures contracts; BTC/USDT is none".
  func instrumentObstacle(_ instrument: Instrument) -> Inexpressible.Reason {
    let market = capabilities.tradesSpot ? "spot pairs" : "futures contracts"
    return .init(.instrument, "\(title) lists \(market); \(instrument) is none")
  }
}

extension Inexpressible.Reason {
  /// The reason as a sentence of its own; a fragment such as "is missing" gets its field before it.
  public var text: String {
    switch field {
    case .kind, .instrument, .legs: sentence
    default: "\(field): \(sentence)"
    }
  }

  /// The same where one order alone is spoken of: its field needs no number of a leg.
  public var textOfOneLeg: String {
    if case .legField(_, let field) = field { return "\(field.rawValue): \(sentence)" }
    return text
  }
}
