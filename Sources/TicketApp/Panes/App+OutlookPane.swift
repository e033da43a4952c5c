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
    let rules = rules(ticket.instrument, at: venue)
    let outlook = Outlook(
      ticket, market, rules: rules,
      feeRate: feed.account(venue.id).takerFeeRate ?? Decimal("0.001"))
    let scale = LadderScale(outlook, market, rules, room: inside.size.columns - 2)
    var lines = ladder(outlook, market, scale)
    lines.append(summary(outlook, ticket, scale))
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
  private func ladder(_ outlook: Outlook, _ market: Market, _ scale: LadderScale) -> [Line] {
    var rows: [(price: Decimal, rank: Int, line: Line)] = []
    for rung in outlook.rungs {
      rows.append((rung.price, 1, line(of: rung, scale)))
    }
    if let last = market.last {
      rows.append((last, 0, Line(scale.mark(last), .ladderLast) + Line(" ◄ last", .ladderLast)))
    }
    if let entry = outlook.entry, outlook.hasEntry, let even = outlook.breakEven, even != entry {
      let word = Line(" · break-even with commission", .muted)
      rows.append((even, 2, Line(scale.mark(even), .muted) + word))
    }
    return rows.sorted { ($0.price, $1.rank) > ($1.price, $0.rank) }.map(\.line)
  }

  private func line(of rung: Outlook.Rung, _ scale: LadderScale) -> Line {
    var line = Line(scale.mark(rung.price), .ladderQuote) + Line(" ── ", .ladderScale)
    line.append(CleanText(form.label(ofLeg: rung.leg).lowercased() + " "), .muted)
    line.append(
      CleanText(rung.side?.rawValue ?? "?"), rung.side == .buy ? .buy : .sell)
    line.append(CleanText(" " + rung.type.words))
    if let limit = rung.limit { line.append(CleanText(" → \(Figures.price(limit))"), .muted) }
    if rung.isPast {
      // What would come of it is not reckoned: it would get another price than its own.
      line.append(rung.type.isContingent ? "  fires at once" : "  trades at once", .warning)
      return line
    }
    return scale.line(line, rung)
  }

  /// Always there, so that what stands below stays where it is.
  private func summary(_ outlook: Outlook, _ ticket: Ticket, _ scale: LadderScale) -> Line {
    let unit = ticket.instrument.quote ?? "USD"
    var line = Line()
    if let even = outlook.breakEven, !outlook.hasEntry {
      line.append("break-even ", .muted)
      line.append(CleanText("\(scale.price(even))  "), .ladderQuote)
    }
    guard let risk = outlook.risk, scale.hasRisk else { return line }
    let best = outlook.rungs.filter { !$0.isPast }.compactMap(\.multiple).max()
    if let best, best.isPositive {
      line.append("reward to risk ", .muted)
      line.append(CleanText("\(Figures.price(best, digits: 2))  "), .ladderQuote)
    }
    line.append("at the stop ", .muted)
    line.append(CleanText("−\(scale.money(risk)) \(unit)"), .loss)
    return line
  }

  private var outlookOffset: Int { 0 }
}
