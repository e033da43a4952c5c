import Exact
import Orders
import PaperExchange

/// A run as a timeline that a person follows from top to bottom: at most 100 columns, no colour.
public struct ScenarioTimeline {
  public static let width = 100

  let run: ScenarioRun
  private let table: TextColumns
  /// What an event with a clause has said already is not said again.
  private var told: Set<ScenarioClause> = []
  private var lines: [String] = []

  public init(_ run: ScenarioRun) {
    self.run = run
    let tape = run.steps.map(\.tape.count).max() ?? 0
    let word = run.steps.flatMap(\.events).compactMap(\.word?.count).max() ?? 0
    let words = max(word, run.title.count + 3, 8)
    let widths = [4, min(max(tape, 5), 22), 3, 0, 13, words]
    let rest = Self.width - widths.reduce(0, +) - 2 * (widths.count - 1)
    table = TextColumns(
      columns: widths.enumerated().map { at, width in
        TextColumns.Column(width: at == 3 ? rest : width, isRight: at == 0)
      })
  }

  /// The whole page; every line ends with a new line.
  public static func page(_ run: ScenarioRun) -> String {
    var timeline = ScenarioTimeline(run)
    timeline.write()
    return timeline.lines.map { $0 + "\n" }.joined()
  }

  private mutating func write() {
    let ticket = run.ticket
    let title = "\(run.title)  \(ticket.kind.rawValue.uppercased())  \(ticket.instrument)"
    lines.append(title)
    lines.append(String(repeating: "─", count: Self.width))
    let legs = TextColumns(columns: [.init(width: 7, isRight: true), .init(width: Self.width - 9)])
    for (at, leg) in run.legs.enumerated() {
      lines += legs.row(["leg \(at + 1)", leg.words(in: ticket.kind, at: at)])
    }
    for turn in run.turns { say("turned: \(turn.name.rawValue) = \(turn.way)") }
    lines.append("")
    switch run.standing {
    case .beyond(let reasons):
      for reason in reasons { say("cannot be played here: \(reason)") }
    case .refused(let findings):
      for note in run.steps.flatMap(\.notes) { say("fault: \(note.sentence)") }
      write(findings)
      for answer in run.steps.compactMap(\.answer) { say("client: \(answer.sentence)") }
    case .played:
      lines += table.row(["step", "tape", "leg", "what happens", "status", "at \(run.title)"])
      for step in run.steps { write(step) }
      writeEnd()
    }
  }

  private mutating func say(_ text: String) {
    lines += TextColumns.hanging(text, indent: 2, more: 2, width: Self.width)
  }

  private mutating func write(_ findings: [Finding]) {
    say("REFUSED by the venue's rules; nothing is placed")
    for finding in findings {
      say("\(finding.field): \(finding.message) [\(finding.rule)]")
      if let repair = finding.repair { say("  nearest legal value: \(repair)") }
    }
  }

  // MARK: Steps

  private mutating func write(_ step: ScenarioStep) {
    for note in step.notes {
      lines += TextColumns.hanging(
        "fault: \(note.sentence)", indent: table.start(of: 1), more: 2, width: Self.width)
    }
    var head = (number: "\(step.number)", tape: step.tape)
    func first() -> [String] { [head.number, head.tape] }
    let legs = step.events.filter { $0.leg != nil }
    for event in legs {
      lines += table.row(
        first() + [
          event.leg.map { "\($0 + 1)" } ?? "", event.sentence,
          event.to.map(\.words) ?? "", event.word ?? "–",
        ])
      head = ("", "")
      explain(event)
    }
    if legs.isEmpty {
      lines += table.row(first() + ["", step.stillness])
    }
    if !step.moves.isEmpty {
      remark("money: " + step.moves.map(\.words).joined(separator: "; "))
    }
    for event in step.events {
      if let list = event.list, list != .open { remark("list: \(list.rawValue)") }
    }
    if let answer = step.answer { remark("client: \(answer.sentence)") }
  }

  /// A line under what happened, as wide as the page.
  private mutating func remark(_ text: String) {
    lines += TextColumns.hanging(
      text, indent: table.start(of: 3) + 2, more: 2, width: Self.width)
  }

  private mutating func explain(_ event: ScenarioEvent) {
    if let told = event.told?.sentence { remark(told) }
    if let reason = event.venueReason { remark("reason at \(run.title): \(reason)") }
    guard let clause = event.clause, told.insert(clause).inserted else { return }
    remark("why: \(clause.words(run.title))")
  }

  // MARK: The end

  private mutating func writeEnd() {
    guard let end = run.end else { return }
    lines.append("")
    let price = end.last.map { "\($0)" } ?? ""
    for (at, leg) in end.legs.enumerated() {
      let head = at == 0 ? ["end", price] : ["", ""]
      lines += table.row(
        head + ["\(at + 1)", leg.words, leg.status.words, leg.word ?? "–"])
    }
    if end.legs.isEmpty {
      lines += table.row(["end", price, "", "no order stands: the list was never taken"])
    }
    remark(end.money(since: run.steps))
    if let known = end.known {
      remark("client: \(known.sentence(end))")
      for fault in known.armed { remark("still armed: \(fault.left)") }
    }
    lines.append("")
    say("\(end.protection.verdict.rawValue.uppercased()): \(end.protection.sentence)")
  }
}

extension OrderStatus {
  /// "partly filled".
  var words: String { self == .partlyFilled ? "partly filled" : rawValue }
}
