import Exact
import Orders
import Venues

extension TicketForm {
  /// Takes the chosen word of a choice field; a place outside does nothing.
  mutating func choose(_ place: Int, at path: FieldPath, of words: [String]) {
    guard words.indices.contains(place) else { return }
    switch path {
    case .kind: become(Kind.allCases[place])
    case .side: side = Side.allCases[place]
    case .legField(let leg, let field) where legs.indices.contains(leg):
      choose(place, field, ofLeg: leg)
    case .option(let name):
      self[text: path] = words[place] == "not sent" ? "" : words[place]
      // The standard way of a choice need not be said.
      let standard = VenueCatalogue.all.lazy.flatMap { venue in
        venue.choices.map { (venue.id.name + "." + $0.name, $0.standard) }
      }.first { $0.0 == name }
      if standard?.1 == words[place] { self[text: path] = "" }
    default: break
    }
  }

  private mutating func choose(_ place: Int, _ field: LegField, ofLeg leg: Int) {
    switch field {
    case .type: legs[leg].type = LegType.allCases[place]
    case .side: legs[leg].side = place == 0 ? nil : Side.allCases[place - 1]
    case .timeInForce:
      legs[leg].timeInForce = place == 0 ? nil : TimeInForce.allCases[place - 1]
    case .triggerBy: legs[leg].triggerBy = place == 0 ? nil : TriggerSource.allCases[place - 1]
    case .quantity, .price, .trigger, .trail, .expire: break
    }
  }

  /// Becomes another kind: legs are added where it has more, and none is thrown away.
  private mutating func become(_ next: Kind) {
    guard next != kind else { return }
    let hadEntry = kind.hasEntry
    kind = next
    if next.hasEntry, !hadEntry {
      // The pair become the exits of an entry on the other side.
      let exit = side ?? .sell
      legs.insert(LegForm(.limit, side: exit.opposite), at: 0)
      for index in legs.indices.dropFirst() where legs[index].side == nil {
        legs[index].side = exit
      }
      side = exit.opposite
    } else if !next.hasEntry, hadEntry, legs.count > 1 {
      side = legs[1].side ?? side?.opposite
      legs.removeFirst()
      for index in legs.indices where legs[index].side == side { legs[index].side = nil }
    }
    while legs.count < next.legCount {
      legs.append(LegForm(.stop, side: next.hasEntry ? side?.opposite : nil))
    }
    while legs.count > next.legCount, let last = legs.last, last.isEmpty { legs.removeLast() }
  }

  /// Puts another leg behind the last; any number can be built.
  mutating func addLeg() {
    guard legs.count < Ticket.maximumLegs else { return }
    legs.append(LegForm(.limit, side: kind.hasEntry ? side?.opposite : nil))
  }

  mutating func removeLeg(_ index: Int) {
    guard legs.indices.contains(index) else { return }
    legs.remove(at: index)
  }

  /// Exchanges a leg with the one after it.
  mutating func swapLegs(_ index: Int) {
    guard legs.indices.contains(index), legs.indices.contains(index + 1) else { return }
    legs.swapAt(index, index + 1)
  }

  /// Moves a typed number by whole steps; a text that is no number is left alone.
  mutating func move(_ path: FieldPath, by count: Int, step: Decimal, from value: Decimal?) {
    guard step.isPositive, let start = value ?? self[text: path].flatMap(Decimal.init) else {
      return
    }
    guard let distance = try? step * Decimal(count), let moved = try? start + distance,
      let fitted = try? moved.rounded(to: step, count < 0 ? .up : .down), fitted.isPositive
    else { return }
    self[text: path] = fitted.description
  }

  /// Turns the ticket round: buys become sells, and the other way.
  mutating func turnSides() {
    side = side?.opposite
    for index in legs.indices { legs[index].side = legs[index].side?.opposite }
  }
}

extension LegForm {
  /// Nothing was typed into it.
  var isEmpty: Bool {
    quantity.isEmpty && price.isEmpty && trigger.isEmpty && trail.isEmpty && expire.isEmpty
  }
}
