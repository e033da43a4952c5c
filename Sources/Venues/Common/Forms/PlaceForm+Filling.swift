import Exact
import Orders

/// What a form needs beside the ticket.
public struct FillContext: Sendable {
  public let venue: VenueID
  /// The venue's name in a sentence.
  public let title: String
  public let symbol: String
  public let spelling: Spelling
  /// nil where the venue is to make the ids itself.
  public let listID: String?
  /// By slot.
  public let legIDs: [String]?

  public init(
    venue: VenueID, title: String, symbol: String, spelling: Spelling, listID: String?,
    legIDs: [String]?
  ) {
    self.venue = venue
    self.title = title
    self.symbol = symbol
    self.spelling = spelling
    self.listID = listID
    self.legIDs = legIDs
  }
}

extension PlaceForm {
  /// The ticket's parameters in the form's order; `order` names the leg for each slot.
  public func fill(
    _ ticket: Ticket, order: [Int], _ context: FillContext
  ) throws(Inexpressible) -> [Parameter] {
    guard ticket.legs.count == slots.count else {
      throw Inexpressible(.legs, legCountSentence(ticket.legs.count))
    }
    var filling = Filling(form: self, ticket: ticket, order: order, context: context)
    filling.checkTypes()
    if filling.reasons.isEmpty {
      let rows = ticket.options.isEmpty ? endpoint.plainFields : endpoint.fields
      for field in rows { filling.add(field) }
    }
    if !filling.reasons.isEmpty { throw Inexpressible(filling.reasons) }
    return filling.nested()
  }

  /// "an OCO has exactly 2 legs; this ticket has 3".
  func legCountSentence(_ count: Int) -> String {
    "an \(kind.rawValue.uppercased()) has exactly \(slots.count) legs; this ticket has \(count)"
  }

  /// Which leg goes into which slot: in ticket order, or in the one other order of a pair where
  /// fewer legs then stand where their type does not fit.
  public func order(_ legs: [Leg]) -> [Int] {
    let straight = Array(slots.indices)
    guard legs.count == slots.count, slots.count >= 2,
      slots[slots.count - 2].role == slots[slots.count - 1].role
    else { return straight }
    let misfits = misfits(legs, straight)
    if misfits == 0 { return straight }
    var swapped = straight
    swapped.swapAt(slots.count - 2, slots.count - 1)
    return self.misfits(legs, swapped) < misfits ? swapped : straight
  }

  private func misfits(_ legs: [Leg], _ order: [Int]) -> Int {
    slots.indices.count { slot in
      guard let type = legs[order[slot]].type else { return false }
      return !slots[slot].types.contains { $0.type == type }
    }
  }
}

/// One pass over a form's fields.
private struct Filling {
  let form: PlaceForm
  let ticket: Ticket
  let order: [Int]
  let context: FillContext
  let legs: [Leg]
  var placed: [Parameter] = []
  var reasons: [Inexpressible.Reason] = []

  init(form: PlaceForm, ticket: Ticket, order: [Int], context: FillContext) {
    self.form = form
    self.ticket = ticket
    self.order = order
    self.context = context
    legs = ticket.resolvedLegs
    placed.reserveCapacity(24)
  }

  /// A leg without a type, or of a type its place does not take, cannot be said at all.
  mutating func checkTypes() {
    for (slot, index) in order.enumerated() {
      guard let type = legs[index].type else {
        reasons.append(.init(.leg(index, .type), "is missing"))
        continue
      }
      if form.slots[slot].word(for: type) == nil {
        reasons.append(
          .init(
            .leg(index, .type),
            "\(context.title) takes \(form.slots[slot].allowed.words) here, not \(type.words)"))
      }
    }
  }

  mutating func add(_ field: Field) {
    if field.isOption, !ticket.options.isEmpty,
      let option = ticket.options.value(context.venue, field.optionName)
    {
      addOption(field, option)
      return
    }
    switch field.meaning {
    case .seal: return
    case .fixed, .option: addStandard(field)
    case .symbol: put(field, .text(context.symbol), .ticket(.instrument))
    case .listID:
      if let id = context.listID { put(field, .text(id), .identity) }
    case .legID:
      if let ids = context.legIDs, let slot = field.firstSlot {
        put(field, .text(ids[slot]), .identity)
      }
    default: addLegValue(field)
    }
  }

  private mutating func addOption(_ field: Field, _ option: OptionValue) {
    let name = context.venue.name + "." + field.optionName
    switch field.value(of: option) {
    case .success(let value): put(field, value, .option(name))
    case .failure(let problem): reasons.append(.init(.option(name), problem.reason))
    }
  }

  private mutating func addStandard(_ field: Field) {
    guard let standard = field.standard, applies(field, to: field.firstSlot) else { return }
    switch field.type {
    case .flag: put(field, .flag(standard == "true"), .standard)
    case .integer: put(field, .integer(Int64(standard) ?? 0), .standard)
    case .choices: put(field, .list([.text(standard)]), .standard)
    default: put(field, .text(standard), .standard)
    }
  }

  private func applies(_ field: Field, to slot: Int?) -> Bool {
    guard let types = field.legTypes, let slot, let type = legs[order[slot]].type else {
      return true
    }
    return types.contains(type)
  }

  /// A value that legs carry: the leg of the field's slot, or the one value that all its slots
  /// share.
  private mutating func addLegValue(_ field: Field) {
    guard let first = field.firstSlot else { return }
    let index = order[first]
    let leg = legs[index]
    guard let type = leg.type else { return }
    for other in field.slots.dropFirst() where !agree(field.meaning, leg, legs[order[other]]) {
      reasons.append(
        .init(
          .leg(order[other], field.meaning.legField),
          "\(context.title) has one \(field.meaning.legField.rawValue) for both legs"))
      return
    }
    switch field.meaning {
    case .side:
      require(field, index, .side, leg.side.map { .text(context.spelling.word($0)) })
    case .quantity:
      require(field, index, .quantity, leg.quantity.map { decimal(field, $0) })
    case .legType:
      require(field, index, .type, form.slots[first].word(for: type).map { .text($0) })
    case .price where (field.legTypes ?? .priced).contains(type):
      require(field, index, .price, leg.price.map { decimal(field, $0) })
    case .trigger where (field.legTypes ?? .contingent).contains(type):
      addTrigger(field, index, leg)
    case .triggerBy where (field.legTypes ?? .contingent).contains(type):
      addTriggerSource(field, index, leg)
    case .timeInForce where (field.legTypes ?? .all).contains(type):
      addTimeInForce(field, index, leg)
    case .trail where (field.legTypes ?? .trailing).contains(type): addTrail(field, index, leg)
    case .expire:
      if let expire = leg.expire { put(field, .text(expire.iso), .ticket(.leg(index, .expire))) }
    default: return
    }
  }

  private func agree(_ meaning: Field.Meaning, _ left: Leg, _ right: Leg) -> Bool {
    switch meaning {
    case .side: left.side == right.side
    case .quantity: left.quantity == right.quantity
    default: true
    }
  }

  private func decimal(_ field: Field, _ value: Decimal) -> WireValue {
    if case .integer = field.type, let integer = value.int64 { return .integer(integer) }
    return field.wire == .bare ? .number(value) : .decimal(value)
  }

  private mutating func require(
    _ field: Field, _ index: Int, _ legField: LegField, _ value: WireValue?
  ) {
    if let value {
      put(field, value, .ticket(.leg(index, legField)))
    } else if field.need != .optional {
      reasons.append(.init(.leg(index, legField), "is missing"))
    }
  }

  private mutating func addTrigger(_ field: Field, _ index: Int, _ leg: Leg) {
    // A trailing stop may start at once, without a price that arms it.
    if leg.trigger == nil, leg.type?.isTrailing == true, leg.trail != nil { return }
    require(field, index, .trigger, leg.trigger.map { decimal(field, $0) })
  }

  private mutating func addTriggerSource(_ field: Field, _ index: Int, _ leg: Leg) {
    guard let source = leg.triggerBy else { return addStandard(field) }
    guard let word = context.spelling.word(source) else { return }
    put(field, .text(word), .ticket(.leg(index, .triggerBy)))
  }

  private mutating func addTimeInForce(_ field: Field, _ index: Int, _ leg: Leg) {
    guard let timeInForce = leg.timeInForce else { return addStandard(field) }
    guard let word = context.spelling.word(timeInForce) else {
      reasons.append(
        .init(
          .leg(index, .timeInForce),
          "\(context.title) has no '\(timeInForce.rawValue)'; it takes "
            + Words.alternatives(context.spelling.timesInForce.map(\.0.rawValue))))
      return
    }
    put(field, .text(word), .ticket(.leg(index, .timeInForce)))
  }

  private mutating func addTrail(_ field: Field, _ index: Int, _ leg: Leg) {
    guard let trail = leg.trail else {
      // A take profit may trail at some venues; a trailing stop always does.
      if leg.type?.isTrailing == true {
        reasons.append(.init(.leg(index, .trail), "is missing"))
      }
      return
    }
    switch (trail, context.spelling.trail) {
    case (.percent(let percent), .basisPoints):
      guard let points = try? percent * Decimal(100), let whole = points.int64 else {
        reasons.append(
          .init(.leg(index, .trail), "\(context.title) trails in whole hundredths of a percent"))
        return
      }
      put(field, .integer(whole), .ticket(.leg(index, .trail)))
    case (.distance(let distance), .distance):
      put(field, decimal(field, distance), .ticket(.leg(index, .trail)))
    case (.distance, _):
      reasons.append(
        .init(.leg(index, .trail), "\(context.title) trails by a percentage, not by a distance"))
    case (.percent, _):
      reasons.append(
        .init(.leg(index, .trail), "\(context.title) trails by a distance, not by a percentage"))
    }
  }

  private mutating func put(_ field: Field, _ value: WireValue, _ origin: Parameter.Origin) {
    placed.append(Parameter(field.name, value, origin, field: field))
  }

  /// The parameters with those of a container gathered into its object.
  ///
  /// A container's fields stand together in the table.
  func nested() -> [Parameter] {
    if form.endpoint.isFlat { return placed }
    var result: [Parameter] = []
    result.reserveCapacity(placed.count)
    var index = 0
    while index < placed.count {
      switch placed[index].container {
      case .top:
        result.append(placed[index])
        index += 1
      case .member(let name):
        result.append(Parameter(name, .object(run(from: &index)), .standard))
      case .element(let name, _):
        result.append(Parameter(name, .list(elements(of: name, from: &index)), .standard))
      }
    }
    return result
  }

  /// The parameters from `index` on that stand in one container.
  private func run(from index: inout Int) -> [Parameter] {
    let start = index
    let container = placed[start].container
    while index < placed.count, placed[index].container == container { index += 1 }
    return Array(placed[start..<index])
  }

  private func elements(of name: String, from index: inout Int) -> [WireValue] {
    var elements: [WireValue] = []
    while index < placed.count, case .element(name, _) = placed[index].container {
      elements.append(.object(run(from: &index)))
    }
    return elements
  }
}

extension Parameter {
  fileprivate var container: Field.Container { field?.container ?? .top }
}

extension Field.Meaning {
  /// The leg's field the meaning stands for.
  public var legField: LegField {
    switch self {
    case .side: .side
    case .quantity: .quantity
    case .price: .price
    case .trigger: .trigger
    case .triggerBy: .triggerBy
    case .timeInForce: .timeInForce
    case .trail: .trail
    case .expire: .expire
    default: .type
    }
  }
}
