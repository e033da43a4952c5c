import Exact
import Orders
import Venues

/// What a form comes to: a ticket, what its texts were worked out to, and what could not be read.
struct FormReading: Hashable, Sendable {
  var ticket: Ticket
  /// What typed numbers come to.
  var values: [FieldPath: AmountValue] = [:]
  /// Texts that could not be read; their fields are empty in the ticket.
  var flaws: [FieldPath: AmountFlaw] = [:]

  var isWhole: Bool { flaws.isEmpty }
}

/// What the form is read with: the world outside it.
struct FormWorld: Hashable, Sendable {
  var market = Market()
  var account = Account()
  /// Tick and lot of the venue that is looked at.
  var instrument: InstrumentRules?
  var now: Timestamp?
}

extension TicketForm {
  /// Reads everything that was typed.
  func read(_ world: FormWorld) -> FormReading {
    var reader = FormReader(form: self, world: world)
    return reader.read()
  }
}

/// One pass over a form.
///
/// Stops and entries are read first, for other prices are measured from them.
private struct FormReader {
  let form: TicketForm
  let world: FormWorld
  var reading: FormReading
  var scale = AmountScale()

  init(form: TicketForm, world: FormWorld) {
    self.form = form
    self.world = world
    let instrument = Instrument(form.instrument) ?? .unread
    reading = FormReading(
      ticket: Ticket(kind: form.kind, instrument: instrument, side: form.side, legs: []))
    scale.market = world.market
    scale.tick = world.instrument?.tick
  }

  mutating func read() -> FormReading {
    if Instrument(form.instrument) == nil {
      reading.flaws[.instrument] = AmountFlaw(
        form.instrument.isEmpty
          ? "is empty" : "is not a pair such as BTC/USDT, or a contract such as ESZ6")
    }
    reading.ticket.legs = form.legs.map { leg in
      Leg(
        leg.type, side: leg.side, triggerBy: leg.triggerBy, timeInForce: leg.timeInForce)
    }
    for index in order { readLeg(index) }
    readQuantity()
    readOptions()
    return reading
  }

  /// The entry first, then legs that protect, then the others.
  private var order: [Int] {
    form.legs.indices.sorted { rank($0) < rank($1) }
  }

  private func rank(_ index: Int) -> Int {
    if form.kind.hasEntry, index == 0 { return 0 }
    return measuresRisk(index) ? 1 : 2
  }

  private func measuresRisk(_ index: Int) -> Bool {
    form.kind.measuresRisk(by: form.legs[index].type, at: index)
  }

  private mutating func readLeg(_ index: Int) {
    let leg = form.legs[index]
    let isEntry = form.kind.hasEntry && index == 0
    let side = leg.side ?? form.side
    scale.reference = isEntry ? world.market.last : scale.entry ?? world.market.last
    // An exit that sells gains above what was paid; an entry that buys gains above, too.
    scale.gainsAbove = isEntry ? side != .sell : side != .buy
    let type = leg.type
    if type?.isContingent == true, type?.isTrailing == false || !leg.trigger.isEmpty {
      reading.ticket.legs[index].trigger = price(leg.trigger, .leg(index, .trigger))
      if measuresRisk(index) { scale.stop = reading.ticket.legs[index].trigger }
    }
    if type?.hasPrice == true {
      reading.ticket.legs[index].price = price(leg.price, .leg(index, .price))
    }
    if isEntry {
      scale.entry =
        reading.ticket.legs[index].price ?? reading.ticket.legs[index].trigger
        ?? world.market.last
    }
    if type?.isTrailing == true { readTrail(leg.trail, index) }
    if !leg.expire.isEmpty { readExpire(leg.expire, index) }
  }

  private mutating func price(_ text: String, _ path: FieldPath) -> Decimal? {
    if text.isEmpty { return nil }
    do throws(AmountFlaw) {
      let value = try Amount(text).value(scale)
      reading.values[path] = value
      return value.value
    } catch {
      reading.flaws[path] = error
      return nil
    }
  }

  private mutating func readTrail(_ text: String, _ index: Int) {
    if text.isEmpty { return }
    let path = FieldPath.leg(index, .trail)
    do throws(AmountFlaw) {
      switch try Amount(text) {
      case .distance(let percent, .percent): reading.ticket.legs[index].trail = .percent(percent)
      case .distance(let ticks, .ticks):
        guard let tick = world.instrument?.tick, let distance = try? ticks * tick else {
          throw AmountFlaw("needs the tick")
        }
        reading.ticket.legs[index].trail = .distance(distance)
      case let amount:
        let value = try amount.value(scale)
        reading.values[path] = value
        reading.ticket.legs[index].trail = .distance(value.value)
      }
    } catch {
      reading.flaws[path] = error
    }
  }

  private mutating func readExpire(_ text: String, _ index: Int) {
    let path = FieldPath.leg(index, .expire)
    if let moment = Timestamp(iso: text) ?? later(text) {
      reading.ticket.legs[index].expire = moment
    } else {
      reading.flaws[path] = AmountFlaw("is not a moment such as 2026-12-01T21:00:00Z, or +2h")
    }
  }

  /// `+30m`, `+2h`, `+1d` from now.
  private func later(_ text: String) -> Timestamp? {
    guard let now = world.now, text.hasPrefix("+"), let unit = text.last,
      let count = Int64(text.dropFirst().dropLast()), (1...10_000).contains(count)
    else { return nil }
    let length: Int64
    switch unit {
    case "m": length = 60_000
    case "h": length = 3_600_000
    case "d": length = 86_400_000
    default: return nil
    }
    return Timestamp(milliseconds: now.milliseconds + count * length)
  }

  // MARK: Sizes

  private mutating func readQuantity() {
    reading.ticket.quantity = size(form.quantity, .quantity, leg: nil)
    for (index, leg) in form.legs.enumerated() {
      reading.ticket.legs[index].quantity = size(
        leg.quantity, .leg(index, .quantity), leg: index)
    }
  }

  private mutating func size(_ text: String, _ path: FieldPath, leg: Int?) -> Decimal? {
    if text.isEmpty { return nil }
    do throws(AmountFlaw) {
      let instrument = reading.ticket.instrument
      let quote = instrument == .unread ? nil : instrument.quote
      let value = try SizeText(text, quote: quote).value(sizeScale(leg ?? 0))
      reading.values[path] = value
      return value.value
    } catch {
      reading.flaws[path] = error
      return nil
    }
  }

  private func sizeScale(_ leg: Int) -> SizeScale {
    var size = SizeScale()
    size.lot = world.instrument?.lot
    let legs = reading.ticket.resolvedLegs
    let entry = scale.entry ?? world.market.last
    size.price = legs.indices.contains(leg) ? legs[leg].price ?? entry : entry
    let worth = reading.ticket.instrument.worthOfPoint(world.instrument)
    size.isWorthKnown = worth != nil
    if let entry, let worth, let out = reading.ticket.riskLeg.flatMap({ $0.price ?? $0.trigger }),
      let distance = try? entry - out
    {
      let risk = distance.isNegative ? distance.negated : distance
      size.riskPerUnit = try? risk * worth
    }
    size.most = most(legs.indices.contains(leg) ? legs[leg].side : form.side, size.price)
    return size
  }

  private func most(_ side: Side?, _ price: Decimal?) -> Decimal? {
    guard let base = reading.ticket.instrument.base, let quote = reading.ticket.instrument.quote
    else { return nil }
    if side == .sell { return world.account.balance(of: base)?.free }
    guard let money = world.account.balance(of: quote)?.free, let price else { return nil }
    return try? money.divided(by: price, digits: 16, .down)
  }

  // MARK: Options

  private mutating func readOptions() {
    for option in form.options {
      reading.ticket.options[option.name] = OptionValue(typed: option.text, for: option.name)
    }
  }
}

extension OptionValue {
  /// What a typed option means to the field it is for.
  init(typed text: String, for name: String) {
    let venue = VenueCatalogue.all.first { name.hasPrefix($0.id.name + ".") }
    let parameter = venue.map { String(name.dropFirst($0.id.name.count + 1)) } ?? name
    let field = venue?.forms.lazy.flatMap(\.fields).first { $0.optionName == parameter }
    switch field?.type {
    case .flag where text == "true" || text == "false": self = .flag(text == "true")
    case .integer where Int64(text) != nil: self = .number(text)
    case .choices: self = .list(text.split(separator: ",").map(String.init))
    default: self = .text(text)
    }
  }
}
