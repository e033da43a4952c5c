import Client
import Orders
import Screen
import Venues

/// The program as plain lines, for screen readers and pipes that know no cursor.
///
/// It compares the program before and after something happened, and says what changed: once, in
/// the order of weight, and nothing when nothing did.
public enum LinearTeller {
  /// What is said when the program begins.
  public static func beginning(_ app: App) -> [CleanText] {
    var lines: [CleanText] = [
      "tandem, \(CleanText(app.setup.environment.rawValue)): "
        + CleanText(app.setup.environment == .live ? "REAL MONEY" : app.setup.environment.meaning)
    ]
    lines += ticket(app)
    lines.append(verdicts(app))
    lines.append(field(app))
    return lines
  }

  /// What changed by an event.
  public static func lines(_ before: App, _ event: AppEvent, _ after: App) -> [CleanText] {
    var lines: [CleanText] = []
    lines += lists(before, event, after)
    lines += window(before, after)
    if after.overlays.isEmpty { lines += place(before, after) }
    lines += findings(before, after)
    if verdicts(before) != verdicts(after) { lines.append(verdicts(after)) }
    lines += messages(before, after)
    if after.isEnded, !before.isEnded { lines.append("ended; nothing that was sent is touched") }
    return lines
  }

  // MARK: Windows, panes and fields

  private static func window(_ before: App, _ after: App) -> [CleanText] {
    guard let top = after.overlays.last else {
      return before.overlays.isEmpty ? [] : ["window closed"]
    }
    let said = top.spoken(after)
    let isNew =
      after.overlays.count != before.overlays.count
      || before.overlays.last.map { type(of: $0) != type(of: top) } ?? true
    if !isNew, said == before.overlays.last?.spoken(before) { return [] }
    let keys = top.hints.map { "\($0.key) \($0.label)" }.joined(separator: ", ")
    return said + (isNew ? [CleanText("keys: " + keys)] : [])
  }

  /// The pane, the venue, and the field that the cursor is in.
  private static func place(_ before: App, _ after: App) -> [CleanText] {
    var lines: [CleanText] = []
    if before.pane != after.pane { lines.append("pane: \(after.pane.title)") }
    if before.venueAt != after.venueAt { lines.append("venue: \(CleanText(after.venue.title))") }
    let isElsewhere = before.focus.path != after.focus.path || !before.overlays.isEmpty
    if before.form.kind != after.form.kind || before.form.legs.count != after.form.legs.count {
      lines += ticket(after)
    }
    if isElsewhere || field(before) != field(after) { lines.append(field(after)) }
    return lines
  }

  /// The field with its value, and what that comes to.
  static func field(_ app: App) -> CleanText {
    guard let field = app.focused else { return "no field" }
    let name = app.form.words(for: field.path)
    switch field.editor {
    case .choice(let words, let chosen):
      let place = chosen.map { "\(words[$0]), \($0 + 1) of \(words.count)" } ?? "not chosen"
      return CleanText("\(name): \(place)")
    case .text:
      let text = app.form[text: field.path] ?? ""
      if text.isEmpty { return CleanText("\(name): empty") }
      let reading = app.live.reading
      if let flaw = reading.flaws[field.path] {
        return CleanText("\(name): \(text), not understood: \(flaw.sentence)")
      }
      guard let value = reading.values[field.path], !value.isTyped else {
        return CleanText("\(name): \(text)")
      }
      return CleanText("\(name): \(text), which is \(value.value)")
    }
  }

  /// The ticket leg by leg.
  static func ticket(_ app: App) -> [CleanText] {
    let lines = TicketSummary(form: app.form, live: app.live).lines.dropLast()
    return lines.enumerated().map { at, line in at == 0 ? "ticket: " + line.plain : line.plain }
  }

  // MARK: Venues

  /// What is found wrong at the venue that is looked at, and what is no longer.
  private static func findings(_ before: App, _ after: App) -> [CleanText] {
    let old = said(before)
    let new = said(after)
    if old == new { return [] }
    let gone = old.filter { !new.contains($0) }
    return new.filter { !old.contains($0) }.map { CleanText($0) }
      + (gone.isEmpty || before.venueAt != after.venueAt
        ? [] : gone.map { CleanText("settled: " + $0) })
  }

  private static func said(_ app: App) -> [String] {
    guard let look = app.live.look(app.venue.id) else { return [] }
    return look.findings.filter { $0.severity != .note }.map { finding in
      let field = app.form.words(for: finding.field)
      let repair = finding.repair.map { "; nearest is \($0)" } ?? ""
      return "\(finding.severity.rawValue) in \(field): \(finding.message)\(repair)"
    }
      + look.obstacles.map {
        "\(app.venue.title) cannot take it: \(app.form.sentence(of: $0))"
      }
  }

  /// Which venues would take the ticket.
  static func verdicts(_ app: App) -> CleanText {
    let fine = app.live.looks.filter(\.isFine).map(\.venue.name)
    let not = app.live.looks.filter { !$0.isFine }.map(\.venue.name)
    let parts = [
      fine.isEmpty ? nil : "taken by \(Words.list(fine))",
      not.isEmpty ? nil : "not by \(Words.list(not))",
    ]
    return CleanText(parts.compactMap { $0 }.joined(separator: ", "))
  }

  // MARK: Lists and messages

  /// Lists whose state or orders changed; only those that the event speaks of are looked at.
  private static func lists(_ before: App, _ event: AppEvent, _ after: App) -> [CleanText] {
    guard case .lists(let records) = event else { return [] }
    return records.flatMap { record in
      changes(before.board[record.key], after.board[record.key] ?? record)
    }
  }

  private static func changes(_ old: ListRecord?, _ new: ListRecord) -> [CleanText] {
    let name = "list \(new.key.id) at \(new.key.venue)"
    var lines: [String] = []
    if new.isInDoubt, old?.isInDoubt != true {
      lines.append("\(name): in doubt, the venue has neither taken nor refused it")
    } else if old?.list.status != new.list.status || old?.isInDoubt != new.isInDoubt {
      lines.append("\(name): \(words(new.list.status.rawValue, new.list.venueStatus))")
    }
    for (index, order) in new.list.orders.enumerated() {
      let known = old.flatMap {
        $0.list.orders.indices.contains(index) ? $0.list.orders[index] : nil
      }
      guard known?.status != order.status || known?.filled != order.filled else { continue }
      var line = "\(name), leg \(index + 1)"
      if let side = order.side { line += " \(side.rawValue)" }
      line += ": " + words(order.status.rawValue, order.venueStatus)
      if let filled = order.filled, filled.isPositive {
        line += ", filled \(filled)" + (order.quantity.map { " of \($0)" } ?? "")
      }
      if let reason = order.reason { line += ", because \(reason)" }
      lines.append(line)
    }
    return lines.map { CleanText($0) }
  }

  /// Our word for a status, and the venue's where it differs.
  private static func words(_ ours: String, _ theirs: String) -> String {
    let ours = ours.replacing("_", with: " ")
    return theirs.isEmpty || theirs.lowercased() == ours ? ours : "\(ours) (\(theirs))"
  }

  private static func messages(_ before: App, _ after: App) -> [CleanText] {
    let new = after.log.count - before.log.count
    return after.log.messages.suffix(max(0, min(new, after.log.messages.count))).map(\.spoken)
  }
}

extension Environment {
  fileprivate var meaning: String {
    switch self {
    case .paper: "no money, the exchange inside the program"
    case .testnet, .demo: "no money, the venues' own practice exchanges"
    case .live: "real money"
    }
  }
}
