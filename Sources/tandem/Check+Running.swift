import Exact
import Orders
import Venues

extension Check {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let ticket = try TicketInput.ticket(invocation.operands.first ?? "-", invocation.rim)
    let file =
      try invocation.text(market).map { (path) throws(Failure) in
        try TicketInput.market(path, invocation.rim)
      } ?? MarketFile(market: Market())
    let (venues, isNamed) = invocation.venues
    var verdicts: [Verdict] = []
    for venue in venues { verdicts.append(verdict(venue, ticket, file, isNamed: isNamed)) }
    for verdict in verdicts {
      invocation.rim.output.write(
        invocation.text(.textOrJSON) == "json" ? verdict.jsonLines : verdict.page)
    }
    let isCarried = verdicts.contains { !$0.isBeyond }
    let hasErrors = verdicts.contains { $0.count(.error) > 0 }
    return hasErrors || !isCarried ? .ticketErrors : .fine
  }

  private static func verdict(
    _ venue: any Venue, _ ticket: Ticket, _ file: MarketFile, isNamed: Bool
  ) -> Verdict {
    let rules = rules(venue, ticket.instrument, file.instrument)
    let inspection = Inspection(
      venue: venue, ticket: ticket, instrument: rules, market: file.market,
      account: file.account ?? Account())
    let findings = venue.findings(inspection)
    let obstacles = venue.obstacles(ticket)
    if obstacles.isEmpty || isNamed {
      return Verdict(
        venue: venue, findings: findings, losses: venue.losses(ticket),
        isBeyond: !obstacles.isEmpty)
    }
    // A venue nobody asked for that cannot carry the ticket is no fault of the ticket.
    let notes = obstacles.map { reason in
      let rule = findings.first { $0.field == reason.field && $0.severity == .error }?.rule
      return Finding(
        venue: venue.id, rule: rule ?? venue.rules.first?.id ?? "", severity: .note,
        field: reason.field, message: reason.sentence)
    }
    return Verdict(venue: venue, findings: notes, losses: [], isBeyond: true)
  }

  /// The catalogue's rules with the market file's in their place; alone where the catalogue has
  /// none.
  private static func rules(
    _ venue: any Venue, _ instrument: Instrument, _ overrides: MarketFile.InstrumentOverrides?
  ) -> InstrumentRules? {
    let known = venue.rules(of: instrument)
    guard let overrides else { return known }
    guard let symbol = venue.symbol(of: instrument) else { return known }
    return overrides.applied(to: known ?? InstrumentRules(instrument: instrument, symbol: symbol))
  }
}

/// What one venue says of a ticket, ready to be printed.
private struct Verdict {
  let venue: any Venue
  let findings: [Finding]
  let losses: [Loss]
  /// The venue cannot carry the ticket however it is filled in.
  let isBeyond: Bool

  func count(_ severity: Severity) -> Int { findings.filter { $0.severity == severity }.count }

  var jsonLines: String {
    findings.map { finding in
      let object = JSON.object([
        JSONMember("venue", .string(finding.venue.name)),
        JSONMember("rule", .string(finding.rule)),
        JSONMember("severity", .string(finding.severity.rawValue)),
        JSONMember("field", .string(finding.field.description)),
        JSONMember("message", .string(finding.message)),
        JSONMember("repair", finding.repair.map(JSON.string) ?? .null),
      ])
      return VisibleText.json(object.text) + "\n"
    }.joined()
  }

  /// A heading with the verdict, what is wrong, what is not as it seems, and what was not looked
  /// at.
  var page: String {
    var text = "\(venue.id): \(headline)\n"
    for finding in findings where finding.severity != .note || isBeyond {
      text += entry(
        "\(finding.severity.rawValue) \(finding.field): \(finding.message) [\(finding.rule)]")
      if let repair = finding.repair { text += entry("nearest legal value: \(repair)", margin: 4) }
    }
    text += untold.map { entry("means \($0.text)") }.joined()
    if !isBeyond { text += unchecked.map { entry($0) }.joined() }
    return text
  }

  private func entry(_ text: String, margin: Int = 2) -> String {
    Prose.entry(
      VisibleText.clean(text, limit: Diagnostics.sentenceLimit), margin: margin)
  }

  /// The losses that no finding has told already.
  private var untold: [Loss] {
    losses.filter { loss in
      !findings.contains { $0.field == loss.field && $0.message == loss.sentence }
    }
  }

  private var headline: String {
    if isBeyond { return "cannot be expressed" }
    let errors = count(.error)
    let warnings = count(.warning)
    let notChecked = findings.filter { $0.severity == .note }.count
    var parts = [errors == 0 ? "legal" : Words.count(errors, "error")]
    if warnings > 0 { parts.append(Words.count(warnings, "warning")) }
    if notChecked > 0 { parts.append("\(Words.count(notChecked, "rule")) not checked") }
    return parts.joined(separator: ", ")
  }

  /// One line for each kind of missing knowledge, with the rules that wait for it.
  private var unchecked: [String] {
    var messages: [String] = []
    for finding in findings where finding.severity == .note && !messages.contains(finding.message) {
      messages.append(finding.message)
    }
    return messages.map { message in
      let rules = findings.filter { $0.severity == .note && $0.message == message }.map(\.rule)
      return "note \(message) [\(rules.joined(separator: " "))]"
    }
  }
}
