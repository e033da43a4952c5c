import Exact
import Orders

/// What reading needs beside the parameters.
public struct ReadContext: Sendable {
  public let venue: VenueID
  public let spelling: Spelling
  public let instrument: @Sendable (String) -> Instrument?

  public init(
    venue: VenueID, spelling: Spelling, instrument: @escaping @Sendable (String) -> Instrument?
  ) {
    self.venue = venue
    self.spelling = spelling
    self.instrument = instrument
  }
}

extension PlaceForm {
  /// The ticket that a request's parameters say.
  ///
  /// The inverse of `fill`, from the same rows.
  public func read(
    _ found: FoundParameters, _ context: ReadContext
  ) throws(Unreadable) -> Reading {
    guard let symbolField = fields.first(where: { $0.meaning == .symbol }),
      let symbol = found.value(symbolField)?.description
    else { throw Unreadable("the request names no instrument") }
    guard let instrument = context.instrument(symbol) else {
      throw Unreadable("'\(symbol.prefix(40))' is not an instrument of \(context.venue)")
    }
    var reader = FormReader(
      form: self, context: context,
      ticket: Ticket(
        kind: kind, instrument: instrument, legs: slots.map { Leg($0.types.first?.type) }))
    for field in fields {
      if let value = found.value(field) { try reader.take(field, value) }
    }
    reader.settleTrailingTypes()
    let known = Set(fields.map { Known(container: $0.container, name: $0.name) })
    let unknown = found.entries.filter {
      !known.contains(Known(container: $0.container, name: $0.name))
    }
    return Reading(
      form: name, ticket: reader.ticket, listID: reader.listID, legIDs: reader.legIDs,
      unknown: unknown.map(\.name))
  }
}

private struct Known: Hashable {
  let container: Field.Container
  let name: String
}

/// One pass over a form's fields, the other way round.
private struct FormReader {
  let form: PlaceForm
  let context: ReadContext
  var ticket: Ticket
  var listID: String?
  var legIDs: [String?]

  init(form: PlaceForm, context: ReadContext, ticket: Ticket) {
    self.form = form
    self.context = context
    self.ticket = ticket
    legIDs = Array(repeating: nil, count: form.slots.count)
  }

  mutating func take(_ field: Field, _ value: OptionValue) throws(Unreadable) {
    switch field.meaning {
    case .symbol, .seal, .fixed: return
    case .listID: listID = value.description
    case .legID:
      for slot in field.slots { legIDs[slot] = value.description }
    case .option: takeOption(field, value)
    case .side:
      let side = try word(field, value, context.spelling.side)
      for slot in field.slots { ticket.legs[slot].side = side }
    case .legType: try takeType(field, value)
    case .quantity:
      let quantity = try decimal(field, value)
      for slot in field.slots { ticket.legs[slot].quantity = quantity }
    case .price:
      let price = try decimal(field, value)
      for slot in field.slots { ticket.legs[slot].price = price }
    case .trigger:
      let trigger = try decimal(field, value)
      for slot in field.slots { ticket.legs[slot].trigger = trigger }
    case .triggerBy:
      let source = try word(field, value, context.spelling.triggerSource)
      for slot in field.slots { ticket.legs[slot].triggerBy = source }
    case .timeInForce:
      let timeInForce = try word(field, value, context.spelling.timeInForce)
      for slot in field.slots { ticket.legs[slot].timeInForce = timeInForce }
    case .trail: try takeTrail(field, value)
    case .expire:
      guard let moment = Timestamp(iso: value.description) else { throw odd(field, value) }
      for slot in field.slots { ticket.legs[slot].expire = moment }
    }
  }

  private func word<Word>(
    _ field: Field, _ value: OptionValue, _ known: (String) -> Word?
  ) throws(Unreadable) -> Word {
    guard case .text(let text) = value, let word = known(text) else { throw odd(field, value) }
    return word
  }

  private func decimal(_ field: Field, _ value: OptionValue) throws(Unreadable) -> Decimal {
    switch value {
    case .text(let text):
      if let decimal = Decimal(text) { return decimal }
    case .number(let text):
      if let decimal = try? Decimal(jsonNumber: text) { return decimal }
    case .flag, .list: break
    }
    throw odd(field, value)
  }

  private func odd(_ field: Field, _ value: OptionValue) -> Unreadable {
    Unreadable("\(field.optionName) has an odd value '\(value.description.prefix(40))'")
  }

  private mutating func takeType(_ field: Field, _ value: OptionValue) throws(Unreadable) {
    for slot in field.slots {
      guard let type = form.slots[slot].types.first(where: { $0.word == value.description })?.type
      else { throw odd(field, value) }
      ticket.legs[slot].type = type
    }
  }

  private mutating func takeTrail(_ field: Field, _ value: OptionValue) throws(Unreadable) {
    let amount = try decimal(field, value)
    for slot in field.slots {
      switch context.spelling.trail {
      case .basisPoints:
        guard let percent = try? amount.divided(by: Decimal(100), digits: 2, .nearest) else {
          throw odd(field, value)
        }
        ticket.legs[slot].trail = .percent(percent)
      case .distance: ticket.legs[slot].trail = .distance(amount)
      case .none: throw odd(field, value)
      }
    }
  }

  /// Where a venue writes a trailing stop as a stop with a distance, the distance tells them apart.
  mutating func settleTrailingTypes() {
    for (slot, leg) in ticket.legs.enumerated() where leg.trail != nil {
      guard let type = leg.type, !type.isTrailing,
        let word = form.slots[slot].word(for: type),
        let trailing = form.slots[slot].types.first(where: { $0.word == word && $0.type.isTrailing }
        )
      else { continue }
      ticket.legs[slot].type = trailing.type
    }
  }

  /// A standard value that was sent unasked is not something the ticket said.
  private mutating func takeOption(_ field: Field, _ value: OptionValue) {
    if value.description == field.standard { return }
    let option: OptionValue
    switch field.type {
    case .decimal, .moment, .text, .choice: option = .text(value.description)
    case .integer: option = .number(value.description)
    case .flag: option = .flag(value.description == "true")
    case .choices:
      if case .list = value { option = value } else { option = .list([value.description]) }
    }
    ticket.options[context.venue.name + "." + field.optionName] = option
  }
}
