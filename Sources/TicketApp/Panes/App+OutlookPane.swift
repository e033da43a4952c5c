import Exact
import Orders
import Screen
import Venues

extension App {
  /// The price ladder, and what the ticket leaves open.
  func drawOutlook(in area: Area, _ frame: inout Frame) {
    let inside = box(.outlook, in: area, &frame, more: Line(" ─ ladder", .muted))
    let ticket = live.reading.ticket
    let market = feed.market(venue.id, ticket.instrument)
    let rules = venue.rules(of: ticket.instrument)
    let outlook = Outlook(
      ticket, market, rules: rules,
      feeRate: feed.account(venue.id).takerFeeRate ?? Decimal("0.001"))
    var lines = ladder(outlook, market)
    if let summary = summary(outlook, ticket) { lines.append(summary) }
    for loss in live.look(venue.id)?.losses ?? [] {
      let subject = loss.field.leg.map { "\(form.label(ofLeg: $0)): " } ?? ""
      let texts = CleanText(subject + loss.sentence).wrapped(to: inside.size.columns - 4)
      for (at, text) in texts.enumerated() {
        lines.append(Line(at == 0 ? "! " : "  ", .warning) + Line(text, .text))
      }
    }
    let scroll = ScrollPosition(
      offset: outlookOffset, visible: inside.size.rows, total: lines.count)
    for (at, line) in lines.dropFirst(scroll.offset).prefix(scroll.visible).enumerated() {
      frame.write(line, column: 1, row: at, in: inside)
    }
    let bar = Rect(column: area.size.columns - 1, row: 1, columns: 1, rows: inside.size.rows)
    frame.scrollBar(area.part(bar), scroll)
  }

  /// Legs, quote and last price from the highest to the lowest.
  private func ladder(_ outlook: Outlook, _ market: Market) -> [Line] {
    var rows: [(price: Decimal, rank: Int, line: Line)] = []
    let width =
      outlook.rungs.map { Figures.price($0.price).count }
      .max().map { max($0, market.last.map(Figures.price)?.count ?? 0) } ?? 0
    for rung in outlook.rungs {
      rows.append((rung.price, 1, line(of: rung, width)))
    }
    if let last = market.last {
      rows.append((last, 0, mark("◄ last", last, .ladderLast, width)))
    }
    if let entry = outlook.entry, outlook.hasEntry, let even = outlook.breakEven, even != entry {
      rows.append((even, 2, mark("· break-even with commission", even, .muted, width)))
    }
    return rows.sorted { ($0.price, $1.rank) > ($1.price, $0.rank) }.map(\.line)
  }

  private func mark(
    _ word: CleanText, _ price: Decimal, _ role: Role, _ width: Int
  ) -> Line {
    Line(padded(price, width), role) + Line(" ") + Line(word, role)
  }

  private func padded(_ price: Decimal, _ width: Int) -> CleanText {
    let text = Figures.price(price)
    return CleanText(String(repeating: " ", count: max(0, width - text.count)) + text)
  }

  private func line(of rung: Outlook.Rung, _ width: Int) -> Line {
    var line = Line(padded(rung.price, width), .ladderScale) + Line(" ── ", .border)
    line.append(CleanText(form.label(ofLeg: rung.leg).lowercased() + " "), .muted)
    line.append(
      CleanText(rung.side?.rawValue ?? "?"), rung.side == .buy ? .buy : .sell)
    line.append(CleanText(" " + rung.type.words))
    if let limit = rung.limit { line.append(CleanText(" → \(Figures.price(limit))"), .muted) }
    if let distance = rung.distance {
      line.append(CleanText("  \(Figures.signed(distance))%"), .muted)
    }
    if let gain = rung.gain {
      line.append(
        CleanText("  \(Figures.signed(gain))"), gain.isNegative ? .loss : .profit)
      if let multiple = rung.multiple {
        line.append(CleanText("  \(Figures.signed(multiple))R"), .muted)
      }
    }
    return line
  }

  private func summary(_ outlook: Outlook, _ ticket: Ticket) -> Line? {
    guard let risk = outlook.risk else { return nil }
    let unit = ticket.instrument.quote ?? "USD"
    var line = Line("at the stop ", .muted)
    line.append(CleanText("−\(Figures.price(risk)) \(unit)"), .loss)
    if let best = outlook.rungs.compactMap(\.multiple).max(), best.isPositive {
      line.append(CleanText("   reward to risk \(best) : 1"), .muted)
    }
    if let even = outlook.breakEven, !outlook.hasEntry {
      line.append(CleanText("   break-even \(Figures.price(even))"), .muted)
    }
    return line
  }

  private var outlookOffset: Int { 0 }
}

extension Figures {
  /// With a sign in front, whichever it is.
  static func signed(_ value: Decimal) -> String {
    value.isNegative ? "−" + price(value).dropFirst() : "+" + price(value)
  }
}
