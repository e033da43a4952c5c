import Exact
import Orders
import Screen
import Venues

/// The lines of a review.
struct ReviewText {
  let review: Review
  let app: App
  let item: ReviewItem
  let width: Int

  private var market: Market { app.feed.market(item.venue.id, review.ticket.instrument) }
  private var rules: InstrumentRules? {
    app.rules(review.ticket.instrument, at: item.venue)
  }
  private var unit: String { review.ticket.instrument.quote ?? "USD" }

  var lines: [Line] {
    var lines = venues
    lines.append(Line())
    lines += refusals
    if let ticket = item.ticketRead { lines += says(ticket) }
    lines += money
    lines += changes
    lines += ruleChanges
    lines += open
    lines += warnings
    if let request = item.request { lines += bytes(request) }
    return lines
  }

  // MARK: Venues

  /// Every venue with its mark; the one that is shown between ‹ ›.
  private var venues: [Line] {
    var lines: [Line] = []
    var line = Line("to", .muted)
    for (at, venue) in app.venues.enumerated() {
      let isShown = at == review.at
      let isChosen = review.chosen.contains(venue.id)
      var part = Line("  ")
      part.append(isShown ? "‹" : " ", isShown ? .choiceActive : .tab)
      part.append(isChosen ? "[x] " : "[ ] ", isChosen ? .choiceActive : .muted)
      part.append(CleanText(venue.id.name), isShown ? .tabActive : .tab)
      part.append(isShown ? "›" : " ", isShown ? .choiceActive : .tab)
      if line.columns + part.columns > width {
        lines.append(line)
        line = Line("  ")
      }
      line = line + part
    }
    lines.append(line)
    return lines
  }

  // MARK: Reasons against it

  private var refusals: [Line] {
    var lines: [Line] = []
    for obstacle in item.obstacles {
      lines += ReviewWindow.wrapped(
        obstacle, lead: Line("✗ ", .error), indent: 2, .error, width: width)
    }
    for finding in item.look.errors { lines += line(finding, "✗ ", .error) }
    if !lines.isEmpty { lines.append(Line()) }
    return lines
  }

  private var warnings: [Line] {
    item.look.findings.filter { $0.severity == .warning }.flatMap { line($0, "! ", .warning) }
  }

  private func line(_ finding: Finding, _ mark: CleanText, _ role: Role) -> [Line] {
    let repair = finding.repair.map { " (nearest: \($0))" } ?? ""
    let place = app.form.words(for: finding.field)
    return ReviewWindow.wrapped(
      "\(finding.rule) \(place): \(finding.message)\(repair)", lead: Line(mark, role), indent: 2,
      role, width: width)
  }

  // MARK: What it says

  private func says(_ ticket: Ticket) -> [Line] {
    var lines: [Line] = []
    let source = item.venue.capabilities.triggerSource
    for (at, (lead, text)) in ticket.sentences(triggerSource: source).enumerated() {
      let side = ticket.resolvedLegs[at].side
      lines += ReviewWindow.wrapped(
        text, lead: Line(CleanText(lead), .heading), indent: ReviewWindow.factIndent,
        side == .buy ? .buy : .sell, width: width)
    }
    return lines
  }

  /// What comes of each exit, from the ticket that the bytes say.
  private var money: [Line] {
    guard let ticket = item.ticketRead else { return [] }
    let outlook = Outlook(
      ticket, market, rules: rules, feeRate: app.feed.account(item.venue.id).takerFeeRate)
    var parts: [String] = []
    for rung in outlook.rungs {
      if let gain = rung.gain {
        let percent = rung.gainPercent.map { " (\(Figures.signed($0))%)" } ?? ""
        parts.append(
          "\(rung.type.words) \(Figures.price(rung.price)): \(Figures.signed(gain)) "
            + "\(unit)\(percent)")
      } else if rung.isEntry, let size = rung.quantity,
        let point = ticket.instrument.worthOfPoint(rules),
        let worth = try? (rung.limit ?? rung.price) * size, let money = try? worth * point
      {
        parts.append("entry is worth \(Figures.price(money)) \(unit)")
      }
    }
    guard !parts.isEmpty else { return [] }
    let from = outlook.hasEntry ? "from the entry" : "from the last price"
    return fact("comes to", parts.joined(separator: "; ") + ", \(from), before fees")
  }

  /// Where the market went since the window opened, and how far each leg is from it now.
  private var changes: [Line] {
    guard let last = market.last else {
      return fact("market", "the last price at \(item.venue.id) is not known", .warning)
    }
    var text = "last \(Figures.price(last))"
    if let before = review.lasts[item.venue.id], before != last, let moved = try? last - before {
      text += ", moved \(Figures.signed(moved)) since this opened"
    }
    let ticket = item.ticketRead
    for (at, leg) in (ticket?.resolvedLegs ?? []).enumerated() {
      guard let level = leg.trigger ?? leg.price, let type = leg.type,
        let far = try? level - last
      else { continue }
      let distance = far.isNegative ? far.negated : far
      let ticks = rules?.tick.flatMap { tick in
        (try? distance.divided(by: tick, digits: 0, .down)) ?? nil
      }
      let count = ticks.map { " = \(Figures.price($0)) ticks" } ?? ""
      let isEntry = ticket?.kind.role(at: at) == .entry
      let name = isEntry ? "entry" : type.isTrailing ? "start of the trail" : type.words
      text += "; the \(name) is \(Figures.price(distance))\(count) away"
    }
    return fact("market", text)
  }

  /// What the venue demands now and did not when the window opened; the ticket is checked anew.
  private var ruleChanges: [Line] {
    guard let before = review.rules[item.venue.id], let rules, rules != before else { return [] }
    func change(_ name: String, _ old: Decimal?, _ new: Decimal?) -> String? {
      guard old != new else { return nil }
      return "\(name) is \(new.map(Figures.price) ?? "not known"), was "
        + (old.map(Figures.price) ?? "not known")
    }
    var parts = [
      change("the tick", before.tick, rules.tick), change("the lot", before.lot, rules.lot),
      change("the least quantity", before.minimumQuantity, rules.minimumQuantity),
      change("the least value", before.minimumNotional, rules.minimumNotional),
    ].compactMap { $0 }
    if before.isTradable != rules.isTradable {
      parts.append(rules.isTradable ? "trading has begun" : "trading has stopped")
    }
    guard !parts.isEmpty else { return [] }
    return fact("rules", "changed since this opened: " + Words.list(parts), .warning)
  }

  /// What stays unprotected, and what the venue does not say.
  private var open: [Line] {
    item.look.losses.flatMap { loss in
      let subject = loss.field.leg.map { "\(app.form.label(ofLeg: $0)): " } ?? ""
      return ReviewWindow.wrapped(
        subject + loss.sentence, lead: Line("! ", .warning), indent: 2, width: width)
    }
  }

  private func bytes(_ request: WireRequest) -> [Line] {
    let shown = RequestLines(request: request, width: width)
    var lines = [Line()]
    lines += ReviewWindow.wrapped(shown.head.plain.string, .accent, width: width)
    var ids = [item.reading?.listID].compactMap { $0 }
    ids += item.reading?.legIDs.compactMap { $0 } ?? []
    let count = request.target.bytes.count + request.body.bytes.count
    var text = "to \(shown.host), \(count) bytes, signed"
    if !ids.isEmpty { text += "; ids \(ids.joined(separator: ", "))" }
    lines += ReviewWindow.wrapped(text, lead: Line("  "), indent: 2, .muted, width: width)
    return lines
  }

  private func fact(_ name: CleanText, _ text: String, _ role: Role = .text) -> [Line] {
    ReviewWindow.fact(name, text, role, width: width)
  }

  // MARK: What to do

  var prompt: [Line] {
    let names = app.venues.filter { review.chosen.contains($0.id) }.map(\.id.name)
    let blocked = app.venues.filter { review.chosen.contains($0.id) }.filter { venue in
      !(venue.id == item.venue.id
        ? item : ReviewItem(review.ticket, flaws: review.flaws, venue, app)).canSend
    }.map(\.id.name)
    let esc = Line("   ") + Line("Esc", .key)
    let back = esc + Line(" back", .muted)
    if names.isEmpty {
      return [
        Line("no venue is chosen: ", .warning) + Line("Space", .key) + Line(" chooses") + back
      ]
    }
    if !blocked.isEmpty {
      let way = review.fieldInTheWay(app).map { " to \(app.form.words(for: $0))" } ?? " back"
      return [
        Line(CleanText("✗ cannot be sent to \(Words.list(blocked))"), .error) + esc
          + Line(CleanText(way), .muted)
      ]
    }
    let venues = Line(CleanText(Words.list(names)), .heading)
    switch review.environment {
    case .paper: return [Line("Enter", .key) + Line(" sends to ", .muted) + venues + back]
    case .testnet, .demo:
      return [
        Line("y", .key) + Line(" sends to ", .muted) + venues + Line(" (no real money)", .muted)
          + back
      ]
    case .live:
      return [
        Line(" REAL MONEY ", .live) + Line(" goes to ", .muted) + venues + back,
        review.watchword.prompt,
      ]
    }
  }
}
