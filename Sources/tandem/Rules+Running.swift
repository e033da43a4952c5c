import Exact
import Orders
import Venues

extension Rules {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let isJSON = invocation.text(.textOrJSON) == "json"
    for venue in VenueCatalogue.all {
      invocation.rim.output.write(isJSON ? jsonLines(venue) : page(venue))
    }
    return .fine
  }

  private static func jsonLines(_ venue: any Venue) -> String {
    venue.rules.map { rule in
      JSON.object([
        JSONMember("venue", .string(venue.id.name)),
        JSONMember("rule", .string(rule.id)),
        JSONMember("severity", .string(rule.severity.rawValue)),
        JSONMember("summary", .string(rule.summary)),
        JSONMember(
          "kinds", .array((rule.kinds ?? Kind.allCases).map { .string($0.rawValue) })),
        JSONMember("needs", .array(rule.needs.names.map(JSON.string))),
        JSONMember("source", .string(rule.source.description)),
      ]).text + "\n"
    }.joined()
  }

  private static func page(_ venue: any Venue) -> String {
    let width = venue.rules.map(\.id.count).max() ?? 0
    let margin = width + 12
    var text = "\(venue.id): \(Words.count(venue.rules.count, "rule"))\n"
    for rule in venue.rules {
      let id = rule.id + Prose.spaces(width - rule.id.count)
      let severity = rule.severity.rawValue + Prose.spaces(7 - rule.severity.rawValue.count)
      let lines = [rule.summary, rule.source.description].flatMap {
        Prose.wrap($0, width: Prose.width - margin)
      }
      text += Prose.indent(lines, by: margin, first: "  \(id) \(severity)  ")
    }
    return text + "\n"
  }
}
