import Orders
import Screen
import Venues

/// A ticket told in a few lines: what each leg is, what its amounts come to, who would take it.
struct TicketSummary {
  let form: TicketForm
  let live: LiveTicket

  init(form: TicketForm, live: LiveTicket) {
    self.form = form
    self.live = live
  }

  /// What a form would be in the program as it stands.
  init(_ form: TicketForm, in app: App) {
    self.form = form
    live = LiveTicket(
      form, venue: app.venue.id, app.feed, app.identity, environment: app.setup.environment,
      before: app.live)
  }

  var lines: [Line] { [head] + form.legs.indices.map(leg) + [verdict] }

  private var head: Line {
    var line = Line()
    line.append(side(form.side))
    line.append(CleanText(" \(form.kind.rawValue.uppercased()) "), .heading)
    line.append(value(.quantity, form.quantity))
    line.append(CleanText(" " + form.instrument), .heading)
    if let flaw = live.reading.flaws[.instrument] { line.append(refusal("symbol", flaw)) }
    return line
  }

  private func leg(_ index: Int) -> Line {
    let leg = form.legs[index]
    let label = form.label(ofLeg: index)
    var line = Line(CleanText(label), .muted)
    line.append(CleanText("       ".dropFirst(label.count)) + " ")
    line.append(side(leg.side ?? form.side))
    line.append(CleanText(" " + (leg.type?.words ?? "?")))
    for (field, word) in [
      (LegField.trail, "by"), (.trigger, "at"), (.price, "limit"), (.quantity, "of"),
    ] {
      guard let text = field.text.map({ leg[keyPath: $0] }), !text.isEmpty else { continue }
      let isOnlyPrice = field == .price && leg.type?.isContingent == false
      line.append(CleanText(" \(isOnlyPrice ? "at" : word) "), .muted)
      line.append(value(.leg(index, field), text))
    }
    if let source = leg.triggerBy { line.append(CleanText(" by \(source.rawValue)"), .muted) }
    if let time = leg.timeInForce { line.append(CleanText(" \(time.rawValue)"), .muted) }
    if !leg.expire.isEmpty { line.append(CleanText(" until \(leg.expire)"), .muted) }
    return line
  }

  /// What was typed, and what it comes to.
  private func value(_ path: FieldPath, _ text: String) -> Line {
    if let flaw = live.reading.flaws[path] { return refusal(text, flaw) }
    guard let value = live.reading.values[path] else { return Line(CleanText(text)) }
    let shown = CleanText(Figures.price(value.value))
    if value.isTyped { return Line(shown) }
    return Line(CleanText(text), .field) + Line(" = ", .muted) + Line(shown, .accent)
  }

  private func refusal(_ text: String, _ flaw: AmountFlaw) -> Line {
    Line(CleanText(text), .field) + Line(CleanText(" ✗ " + flaw.sentence), .error)
  }

  private func side(_ side: Side?) -> Line {
    Line(
      CleanText(side?.rawValue ?? "no side"), side == .buy ? .buy : side == .sell ? .sell : .muted)
  }

  /// Which venues would take it.
  var verdict: Line {
    var line = Line()
    for look in live.looks {
      if line.columns > 0 { line.append("  ") }
      line.append(look.isFine ? "✓ " : "✗ ", look.isFine ? .ok : .error)
      line.append(CleanText(look.venue.name), look.isFine ? .text : .muted)
    }
    return line
  }
}

extension TicketSummary {
  /// Why each of the others would not, in a line a venue.
  var refusals: [Line] {
    live.looks.filter { !$0.isFine }.compactMap { look in
      let reason = look.obstacles.first.map(form.sentence(of:)) ?? look.errors.first?.message
      return reason.map { reason in
        Line("✗ ", .error) + Line(CleanText(look.venue.name + ": "), .muted)
          + Line(CleanText(reason))
      }
    }
  }
}

extension TicketForm {
  /// Why a venue cannot take the ticket, with the field as the form calls it.
  func sentence(of reason: Inexpressible.Reason) -> String {
    reason.field.leg == nil ? reason.sentence : "\(words(for: reason.field)): \(reason.sentence)"
  }
}

extension Line {
  mutating func append(_ other: Line) { for span in other.spans { append(span) } }
}
