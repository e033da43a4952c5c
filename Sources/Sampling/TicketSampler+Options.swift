import Exact
import Orders
import Venues

extension TicketSampler {
  /// Sets each of the form's options now and then.
  mutating func addOptions(_ ticket: inout Ticket, _ form: PlaceForm) {
    let order = venue.order(ticket.resolvedLegs, in: form)
    for field in form.fields where field.isOption && chance(6) {
      if field.name == "notional", !sizeByNotional(&ticket, field, order) { continue }
      if let types = field.legTypes, let slot = field.slots.first,
        let type = ticket.legs[order[slot]].type, !types.contains(type),
        form.slots[slot].types.contains(where: { types.contains($0.type) })
      {
        continue
      }
      guard let value = shown(field, ticket, order) ?? value(of: field),
        value.description != field.standard
      else { continue }
      ticket.options["\(venue.id).\(field.optionName)"] = value
    }
    dropHalfAnAccount(&ticket)
    completePegs(&ticket, form, order)
  }

  /// An iceberg shows some of its order: a random number would hardly ever fit the lot.
  private mutating func shown(_ field: Field, _ ticket: Ticket, _ order: [Int]) -> OptionValue? {
    guard field.name.hasSuffix("IcebergQty"), let slot = field.slots.first,
      let quantity = ticket.legs[order[slot]].quantity,
      let lot = venue.rules(of: ticket.instrument)?.lot,
      let part = try? quantity.divided(
        by: Decimal(Int.random(in: 1...50, using: &random)), digits: 18, .up),
      let fitted = try? part.rounded(to: lot, .up)
    else { return nil }
    return .text(fitted.description)
  }

  /// A notional stands in for the quantity, which only a buy at the market can do without.
  private func sizeByNotional(_ ticket: inout Ticket, _ field: Field, _ order: [Int]) -> Bool {
    guard let slot = field.slots.first, ticket.legs[order[slot]].side == .buy,
      ticket.legs[order[slot]].type?.isMarket == true
    else { return false }
    ticket.legs[order[slot]].quantity = nil
    return true
  }

  /// A peg's offset has two parts or none, and a pegged order may go without a price.
  private mutating func completePegs(_ ticket: inout Ticket, _ form: PlaceForm, _ order: [Int]) {
    for (slot, index) in order.enumerated() {
      let name = "\(venue.id).\(form.slots[slot].name)Peg"
      let isPegged = ticket.options[name + "PriceType"] != nil
      let hasOffset = isPegged && chance(2)
      for part in ["OffsetType", "OffsetValue"] {
        let field = form.fields.first { "\(venue.id).\($0.optionName)" == name + part }
        ticket.options[name + part] = hasOffset ? field.flatMap { value(of: $0) } : nil
      }
      if isPegged, chance(2) { ticket.legs[index].price = nil }
    }
  }

  /// An account goes by its name and its number together, or is left to the credentials.
  private func dropHalfAnAccount(_ ticket: inout Ticket) {
    let names = ["accountSpec", "accountId"].map { "\(venue.id).\($0)" }
    if names.contains(where: { ticket.options[$0] == nil }) {
      for name in names { ticket.options[name] = nil }
    }
  }

  private mutating func value(of field: Field) -> OptionValue? {
    switch field.type {
    case .decimal:
      let mantissa = Int128(Int64.random(in: 1...5_000_000, using: &random))
      let scale = Int.random(in: 0...6, using: &random)
      return Decimal(mantissa: mantissa, scale: scale).map { .text($0.description) }
    case .integer(let range):
      let top = min(range.upperBound, max(range.lowerBound, range.lowerBound &+ 1_000_000))
      return .number(
        String(Int64.random(in: range.lowerBound...max(top, range.lowerBound), using: &random)))
    case .text(let maximum, let characters): return .text(text(maximum, characters))
    case .choice(let words): return .text(pick(words))
    case .flag: return .flag(chance(2))
    case .moment:
      let moment = Int64.random(in: 1_900_000_000...32_503_680_000, using: &random)
      return .text(Timestamp(milliseconds: moment * 1000).iso)
    case .choices(let words):
      // What makes a limit maker one stays in its instructions.
      let word = pick(words)
      guard let standard = field.standard, !word.hasSuffix(standard) else { return .list([word]) }
      return .list([standard, word])
    }
  }

  private mutating func text(_ maximum: Int, _ characters: Field.Characters) -> String {
    let alphabet: [Character]
    switch characters {
    case .digits: alphabet = Array("0123456789")
    case .identifier: alphabet = Array("abcXYZ019-_")
    case .ascii: alphabet = Array("abc XYZ 019-_./&=+%\"\\'~")
    case .any: alphabet = Array("abc XYZ&=+%\"\\'~äß€漢字😀")
    }
    let count = Int.random(in: 1...min(maximum, 18), using: &random)
    // A leading zero would be a different text as a number, and no id of ours begins with one.
    let first: Character = characters == .digits ? "1" : "t"
    return String([first] + (1..<max(count, 1)).map { _ in pick(alphabet) })
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  /// True once in `n`.
  mutating func chance(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &random) == 0 }
}
