import Orders
import Screen
import Venues

/// What is wrong with the form, for a block of its own below the fields.
///
/// The fields stay where they are whatever is said of them. A sentence names its field and not what
/// is typed there, so it stays, too, while somebody types.
struct TicketRemarks {
  /// The sentences, in the order of the form.
  private(set) var lines: [Line] = []
  /// The fields that something is said of, for a mark beside them.
  private(set) var marks: [FieldPath: Severity] = [:]

  init(_ app: App, columns: Int) {
    for field in app.rows.flatMap(\.fields) {
      guard let flaw = app.live.reading.flaws[field.path] else { continue }
      if field.path == .instrument, app.suggestion != nil {
        // What it could become says more than what is wrong with it.
        lines.append(app.suggestionLine)
        continue
      }
      let place = app.form.words(for: field.path)
      say("\(place) \(flaw.sentence)", .error, field.path, repair: nil, columns)
    }
    let findings = Self.findings(app)
    for finding in findings {
      if Self.isSecond(finding, findings) {
        marks[finding.field] = max(finding.severity, marks[finding.field] ?? finding.severity)
        continue
      }
      let sentence = Self.sentence(finding, app)
      say(sentence, finding.severity, finding.field, repair: finding.repair, columns)
    }
  }

  /// Those of the venue that is looked at, in the order of the form; what no field is to blame for
  /// comes last.
  private static func findings(_ app: App) -> [Finding] {
    let found =
      app.live.look(app.venue.id)?.findings.filter {
        $0.severity != .note && !isUnread($0.field, app)
      } ?? []
    if found.isEmpty { return [] }
    let fields = app.rows.flatMap(\.fields).map(\.path)
    return fields.flatMap { path in found.filter { $0.field == path } }
      + found.filter { !fields.contains($0.field) }
  }

  /// A text that cannot be read is not missing, though the ticket has nothing of it; nor is a leg's
  /// quantity that would be the ticket's.
  private static func isUnread(_ field: FieldPath, _ app: App) -> Bool {
    let flaws = app.live.reading.flaws
    if case .legField(let leg, .quantity) = field, app.form.legs.indices.contains(leg),
      app.form.legs[leg].quantity.isEmpty
    {
      return flaws[.quantity] != nil
    }
    return flaws[field] != nil
  }

  /// Whether something is said of a size whose price is wrong, by which it is judged.
  ///
  /// What the size comes to then says nothing, and something else with every key. Its mark stays.
  private static func isSecond(_ finding: Finding, _ all: [Finding]) -> Bool {
    switch finding.field {
    case .quantity, .legField(_, .quantity): break
    default: return false
    }
    return all.contains { other in
      guard other.severity == .error, case .legField(let leg, let field) = other.field,
        field == .price || field == .trigger
      else { return false }
      return finding.field.leg == nil || finding.field.leg == leg
    }
  }

  /// Such as `leg 1 price must be above the last price 30000`.
  private static func sentence(_ finding: Finding, _ app: App) -> String {
    let place = app.form.words(for: finding.field)
    let value = app.live.reading.values[finding.field]?.value.description
    guard let value, finding.message.hasPrefix(value + " ") else {
      return "\(place): \(finding.message)"
    }
    return place + finding.message.dropFirst(value.count)
  }

  private mutating func say(
    _ sentence: String, _ severity: Severity, _ field: FieldPath, repair: String?, _ columns: Int
  ) {
    let role: Role = severity == .error ? .error : .warning
    marks[field] = max(severity, marks[field] ?? severity)
    lines += ReviewWindow.wrapped(
      sentence, lead: Line(Self.mark(severity), role) + Line(" ", role), indent: 2, role,
      width: columns)
    guard let repair else { return }
    let nearest = Line("  ↳ ", .muted) + Line(CleanText(repair), .repair)
    if let last = lines.last, last.columns + nearest.columns <= columns {
      lines[lines.count - 1] = last + nearest
    } else {
      lines.append(nearest)
    }
  }

  static func mark(_ severity: Severity) -> CleanText { severity == .error ? "✗" : "!" }
}
