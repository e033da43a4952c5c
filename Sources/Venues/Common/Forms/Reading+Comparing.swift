import Orders

// What a request says, held against the ticket it was made of.
extension Reading {
  /// The ticket that the bytes say, its legs in the order in which the other has them.
  public func ticket(inTheOrderOf meant: Ticket, _ venue: some Venue) -> Ticket {
    var ticket = ticket
    guard let form = venue.form(for: ticket) else { return ticket }
    let legs = ticket.legs
    let order = venue.order(meant.resolvedLegs, in: form)
    guard order.count == legs.count else { return ticket }
    for (slot, index) in order.enumerated() { ticket.legs[index] = legs[slot] }
    return ticket
  }

  /// In what the bytes say something else than the ticket; nothing may be sent then.
  ///
  /// A venue may have one word for two types, and need not repeat its own default; everything that
  /// costs money must be there, the same.
  public func differences(from meant: Ticket, _ venue: some Venue) -> [String] {
    let read = ticket
    var found: [String] = []
    func compare<Value: Equatable>(_ name: String, _ read: Value?, _ meant: Value?) {
      guard read != meant else { return }
      let (left, right) = (read.map { "\($0)" } ?? "none", meant.map { "\($0)" } ?? "none")
      found.append("THE REQUEST IS NOT THE TICKET: \(name) is \(left), not \(right)")
    }
    compare("kind", read.kind.rawValue, meant.kind.rawValue)
    compare("instrument", read.instrument.description, meant.instrument.description)
    guard let form = venue.form(for: meant) else { return found }
    let order = venue.order(meant.resolvedLegs, in: form)
    let (said, wanted) = (read.resolvedLegs, meant.resolvedLegs)
    guard said.count == wanted.count, order.count == said.count else {
      compare("number of legs", said.count, wanted.count)
      return found
    }
    for (slot, index) in order.enumerated() {
      let (left, right) = (said[slot], wanted[index])
      let name = "leg \(index + 1)"
      compare("\(name) side", left.side?.rawValue, right.side?.rawValue)
      compare("\(name) quantity", left.quantity, right.quantity)
      compare("\(name) price", left.price, right.type?.hasPrice == true ? right.price : nil)
      compare("\(name) trigger", left.trigger, right.trigger)
      compare("\(name) trail", left.trail?.text, right.trail?.text)
      let word = { (type: LegType?) in type.flatMap { form.slots[slot].word(for: $0) } }
      if word(left.type) != word(right.type) {
        compare("\(name) type", left.type?.words, right.type?.words)
      }
      if let tif = left.timeInForce, right.timeInForce != nil {
        compare("\(name) time in force", tif.rawValue, right.timeInForce?.rawValue)
      }
    }
    return found
  }
}
