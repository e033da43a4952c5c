import Client
import Exact
import Orders
import Screen
import Venues

/// The terms of a live leg as fields: what is typed in them, and what it comes to.
struct AmendForm: Hashable, Sendable {
  /// The terms that its type has, in the order of the window.
  let fields: [LegField]
  private(set) var editors: [LineEditor]
  /// The field that keys go to.
  private(set) var at = 0

  init(_ order: Order) {
    let type = order.type
    var terms: [(LegField, Decimal?)] = [(.quantity, order.quantity)]
    if type?.hasPrice ?? (order.price != nil) { terms.append((.price, order.price)) }
    // The trigger of a trail moves by itself.
    let waits = type.map { $0.isContingent && !$0.isTrailing }
    if waits ?? (order.trigger != nil) { terms.append((.trigger, order.trigger)) }
    fields = terms.map(\.0)
    editors = terms.map { LineEditor($0.1?.description ?? "") }
  }

  mutating func move(_ step: Int) { at = (at + step + fields.count) % fields.count }

  mutating func go(to field: LegField) { at = fields.firstIndex(of: field) ?? at }

  /// Gives a key to the field; false where it is none for a line.
  mutating func take(_ key: Key) -> Bool { editors[at].take(key) }

  /// Gives a paste to the field, or says why it does not take it.
  mutating func take(_ paste: Paste) -> CleanText? { editors[at].take(paste) }
}

/// What the fields come to.
struct AmendReading: Hashable, Sendable {
  /// The leg as it would be.
  var terms: Leg
  var values: [LegField: AmountValue] = [:]
  var flaws: [LegField: AmountFlaw] = [:]
}

extension AmendForm {
  /// Reads what was typed, as the ticket's own fields read it; what was not changed stays.
  func read(_ order: Order, _ scales: AmendScales) -> AmendReading {
    var reading = AmendReading(terms: order.terms)
    for (field, editor) in zip(fields, editors) {
      do throws(AmountFlaw) {
        let value = try scales.value(editor.text, of: field, order)
        reading.values[field] = value
        switch field {
        case .quantity: reading.terms.quantity = value.value
        case .price: reading.terms.price = value.value
        default: reading.terms.trigger = value.value
        }
      } catch {
        reading.flaws[field] = error
      }
    }
    return reading
  }
}

/// What the fields of a leg are read with: the market, its rules, and the rest of the list.
struct AmendScales: Hashable, Sendable {
  var price = AmountScale()
  var size = SizeScale()
  /// What an amount of money is typed in.
  var quote: String?

  init(_ record: ListRecord, leg: Int, _ feed: Feed) {
    guard let instrument = record.instrument, let venue = VenueCatalogue.venue(record.key.venue)
    else { return }
    let rules = feed.rules(instrument, at: venue)
    let orders = record.list.orders
    let isExit = record.list.kind?.hasEntry == true && leg > 0
    price.market = feed.market(venue.id, instrument)
    price.tick = rules?.tick
    price.entry = isExit ? orders.first?.averagePrice ?? orders.first?.price : nil
    price.stop = orders.indices.first {
      record.list.kind?.measuresRisk(by: orders[$0].type, at: $0) == true
    }.flatMap { orders[$0].trigger }
    price.reference = price.entry ?? price.market.last
    let side = orders.indices.contains(leg) ? orders[leg].side : nil
    price.gainsAbove = isExit || record.list.kind == .oco ? side != .buy : side != .sell
    size.lot = rules?.lot
    size.price = orders.indices.contains(leg) ? orders[leg].price ?? orders[leg].trigger : nil
    quote = instrument.quote
  }

  fileprivate func value(
    _ text: String, of field: LegField, _ order: Order
  ) throws(AmountFlaw) -> AmountValue {
    if text.isEmpty { throw AmountFlaw("is empty") }
    let isSize = field == .quantity
    let value =
      isSize ? try SizeText(text, quote: quote).value(size) : try Amount(text).value(price)
    let before = isSize ? order.quantity : field == .price ? order.price : order.trigger
    // What the venue has is what it took.
    if value.value == before { return value }
    guard value.value.isPositive else { throw AmountFlaw("is not more than zero") }
    if isSize, let filled = order.filled, value.value <= filled {
      throw AmountFlaw("is not more than the \(filled) that has filled")
    }
    try check(value.value, isSize ? size.lot : price.tick, isSize ? "lot" : "tick")
    return value
  }

  private func check(
    _ value: Decimal, _ step: Decimal?, _ name: String
  ) throws(AmountFlaw) {
    guard let step, step.isPositive, !value.isMultiple(of: step) else { return }
    let nearest = try? value.rounded(to: step, .nearest)
    throw AmountFlaw(
      "is no multiple of the \(name) of \(step)" + (nearest.map { ": \($0) is near" } ?? ""))
  }
}
