import Exact
import Orders
import Screen
import Venues

extension App {
  /// The price ladder, and what the ticket leaves open.
  func drawOutlook(in area: Area, _ frame: inout Frame) {
    let inside = area.inset(columns: 1, rows: 1)
    let ticket = live.reading.ticket
    let market = feed.market(venue.id, ticket.instrument)
    let rules = rules(ticket.instrument, at: venue)
    let outlook = Outlook(ticket, market, rules: rules, feeRate: feeRate(ticket.instrument))
    let scale = LadderScale(outlook, market, rules, room: inside.size.columns - 2)
    var lines = ladder(outlook, market, scale)
    lines += summary(outlook, ticket, scale)
    for loss in live.look(venue.id)?.losses ?? [] {
      let subject = loss.field.leg.map { "\(form.label(ofLeg: $0)): " } ?? ""
      let texts = CleanText(subject + loss.sentence).wrapped(to: inside.size.columns - 4)
      for (at, text) in texts.enumerated() {
        lines.append(Line(at == 0 ? "! " : "  ", .warning) + Line(text, .text))
      }
    }
    // Nothing scrolls here: what finds no room is counted, and the pane can be zoomed.
    let rest = max(0, lines.count - inside.size.rows)
    box(
      .outlook, in: area, &frame, more: Line(" ─ ladder", .muted),
      footer: rest > 0 ? Line("… \(rest) more", .muted) : Line())
    for (at, line) in lines.prefix(inside.size.rows).enumerated() {
      frame.write(line, column: 1, row: at, in: inside)
    }
  }

  /// Of what is paid, on each side; for a contract it is so much apiece, which nobody tells.
  private func feeRate(_ instrument: Instrument) -> Decimal? {
    instrument.isSpot ? feed.account(venue.id).takerFeeRate ?? Decimal("0.001") : nil
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
      let rate = feeRate(live.reading.ticket.instrument).flatMap { try? $0 * 100 } ?? .zero
      let word = Line(CleanText(" · break-even at \(rate)% commission"), .muted)
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
    if rung.type.isTrailing { line.append(" begins", .muted) }
    if rung.isPast {
      // What would come of it is not reckoned: it would get another price than its own.
      line.append(rung.type.isContingent ? "  fires at once" : "  trades at once", .warning)
      return line
    }
    return scale.line(line, rung)
  }

  /// Always there, so that what stands below stays where it is.
  private func summary(_ outlook: Outlook, _ ticket: Ticket, _ scale: LadderScale) -> [Line] {
    let unit = ticket.instrument.quote ?? "USD"
    var parts: [Line] = []
    if let even = outlook.breakEven, !outlook.hasEntry {
      parts.append(
        Line("break-even ", .muted) + Line(CleanText(scale.price(even) + "  "), .ladderQuote))
    }
    if let risk = outlook.risk, scale.hasRisk {
      let best = outlook.rungs.filter { !$0.isPast }.compactMap(\.multiple).max()
      if let best, best.isPositive {
        let ratio = CleanText(Figures.price(best, digits: 2) + "  ")
        parts.append(Line("reward to risk ", .muted) + Line(ratio, .ladderQuote))
      }
      let loss = CleanText("−\(scale.money(risk)) \(unit)")
      parts.append(Line("at the stop ", .muted) + Line(loss, .loss))
    }
    return scale.rows(of: parts)
  }
}
