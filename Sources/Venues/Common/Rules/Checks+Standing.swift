import Exact
import Orders

extension Checks {
  /// What is open and what a ticket adds to it stay within a limit of the venue.
  public static func room(
    _ look: Inspection, open: Int?, adding count: Int, most fact: String, _ noun: String,
    severity: Severity = .error, _ report: inout Report
  ) {
    guard let open, let most = look.instrument?.decimalFact(fact),
      let total = try? Decimal(open) + Decimal(count), total > most
    else { return }
    report.say(
      severity, .account, "\(open) \(noun) are open; \(count) more would pass the most, \(most)")
  }

  /// No client id that the ticket's options name stands there twice.
  public static func distinctIDs(_ look: Inspection, _ report: inout Report) {
    guard !look.ticket.options.isEmpty, let form = look.form else { return }
    var seen: [String] = []
    for field in form.fields where field.meaning == .listID || field.meaning == .legID {
      guard let id = look.option(field.optionName)?.description else { continue }
      if seen.contains(id) {
        report.error(
          .option("\(look.venue).\(field.optionName)"), "'\(id.prefix(40))' is there twice")
      }
      seen.append(id)
    }
  }

  /// No client id that the ticket's options name belongs to an open list or order.
  public static func unusedIDs(
    _ look: Inspection, of holder: String = "an open list or order", _ report: inout Report
  ) {
    guard !look.ticket.options.isEmpty, let form = look.form else { return }
    for field in form.fields where field.meaning == .listID || field.meaning == .legID {
      guard let id = look.option(field.optionName)?.description,
        look.account.usedClientIDs?.contains(id) == true
      else { continue }
      report.error(
        .option("\(look.venue).\(field.optionName)"),
        "'\(id.prefix(40))' is the id of \(holder)")
    }
  }

  /// Options of some kind have values that fit, where a rule of its own says so.
  public static func values(
    _ id: String, _ summary: String, source: Citation,
    where matches: @escaping @Sendable (Field) -> Bool
  ) -> Rule {
    Rule(id, summary, source: source) { look, report in
      guard !look.ticket.options.isEmpty, let form = look.form else { return }
      for field in form.fields where matches(field) {
        guard let option = look.option(field.optionName),
          case .failure(let problem) = field.value(of: option)
        else { continue }
        report.error(
          .option("\(look.venue).\(field.optionName)"), problem.reason, repair: problem.repair)
      }
    }
  }

  /// How long a request stays good, in milliseconds: above zero, not too long, not too fine.
  public static func receiveWindow(
    _ id: String, option name: String, most: Decimal, digits: Int, source: Citation
  ) -> Rule {
    Rule(id, "\(name) is above zero and at most \(most)", source: source) { look, report in
      guard let text = look.option(name)?.description, let value = Decimal(text) else { return }
      let path = FieldPath.option("\(look.venue).\(name)")
      if !value.isPositive {
        report.error(path, "\(value) is not above zero", repair: "5000")
      } else if value > most {
        report.error(path, "\(value) is more than \(most)", repair: most.description)
      } else if value.fractionDigits > digits {
        report.error(
          path, "\(value) has more than \(digits) digits after the point",
          repair: (try? value.rounded(digits: digits, .up))?.description)
      }
    }
  }

  /// Our clock is neither too far ahead of the venue's nor behind it by more than its window.
  public static func clock(
    _ id: String, ahead: Int64, window name: String, standard: Decimal, source: Citation
  ) -> Rule {
    Rule(
      id, "our clock is less than \(ahead) ms ahead of the venue's, and within \(name)",
      needs: .clock, source: source
    ) { look, report in
      guard let offset = look.account.clockOffsetMilliseconds else { return }
      let window = look.option(name).flatMap { Decimal($0.description) } ?? standard
      let behind = Decimal(Int(offset)).negated
      if offset >= ahead {
        report.error(.account, "our clock is \(offset) ms ahead; from \(ahead) on it is refused")
      } else if behind > window {
        report.error(.account, "our clock is \(behind) ms behind; \(name) is \(window)")
      }
    }
  }
}
