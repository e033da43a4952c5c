import Exact
import Orders
import Venues

extension VenuesVerb {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let output = invocation.rim.output
    if invocation.text(.textOrJSON) == "json" {
      for venue in VenueCatalogue.all { output.write(VenueSheet(venue).json.text + "\n") }
    } else {
      for venue in VenueCatalogue.all { output.write(VenueSheet(venue).page + "\n") }
      output.write(startingMarket)
    }
    return .fine
  }

  private static var startingMarket: String {
    let lines = StartingMarket.table.map { "  \($0.instrument)  \($0.last)\n" }
    return "the paper exchange begins at\n" + lines.joined()
  }
}

/// Everything known of one venue, as a page and as data.
struct VenueSheet {
  let venue: any Venue

  init(_ venue: any Venue) { self.venue = venue }

  var page: String {
    let parts = [
      ["\(venue.id)  \(venue.title)"], forms, semantics, environments, choices, parameters,
      instruments, documents,
    ]
    return parts.joined().map(Self.wrapped).joined()
  }

  /// A line of the page, broken at 80 columns and indented a little further from there.
  private static func wrapped(_ line: String) -> String {
    guard line.count > Prose.width else { return line + "\n" }
    let margin = line.prefix { $0 == " " }.count
    let columns = line.dropFirst(margin).split(separator: "  ", maxSplits: 1).map(String.init)
    // The term keeps its two spaces from what is said of it.
    let pieces = columns.dropLast().map { $0 + " " } + columns.suffix(1).flatMap(words)
    let lines = Prose.wrap(pieces, width: Prose.width - margin - 4)
    return Prose.indent(lines, by: margin + 4, first: Prose.spaces(margin))
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  private var forms: [String] {
    ["  order lists"]
      + venue.forms.flatMap { form in
        ["    \(form.kind.rawValue)  \(channel(form.endpoint)) \(form.endpoint.path)"]
          + form.slots.map { slot in
            "      \(slot.name): \(slot.allowed.members.map(\.rawValue).joined(separator: " "))"
          }
      }
  }

  private func channel(_ endpoint: Endpoint) -> String {
    switch endpoint.channel {
    case .rest(let method): method.rawValue
    case .socket, .marketSocket: "WS"
    }
  }

  private var semantics: [String] {
    let able = venue.capabilities
    var lines = ["  behaviour"]
    for rule in able.contingencies {
      let arms = rule.arming.map { "exits arm on the entry's \($0.words); " } ?? ""
      let end = rule.siblingEndsAs.isEmpty ? "" : "; the other ends \(rule.siblingEndsAs)"
      lines.append(
        "    \(rule.kind.rawValue)  \(arms)\(rule.removal.words)\(end)"
          + (rule.isDocumented ? "" : " (not documented: a choice)"))
    }
    let sources = able.triggerSources.map(\.rawValue).joined(separator: " ")
    lines.append("    triggers watch \(sources); \(able.triggerSource.rawValue) unless said")
    lines.append("    time in force \(able.timesInForce.map(\.rawValue).joined(separator: " "))")
    lines.append("    \(able.funds)")
    return lines
  }

  private var environments: [String] {
    ["  environments"] + venue.hosts.map { "    \($0.environment.rawValue)  \($0.rest)" }
  }

  private var choices: [String] {
    if venue.choices.isEmpty { return [] }
    return ["  choices, as options of a ticket"]
      + venue.choices.flatMap { choice in
        ["    \(venue.id).\(choice.name)  \(choice.question)"]
          + choice.ways.enumerated().map { index, way in
            "      \(way.name)\(index == 0 ? " (standard)" : "")  \(way.meaning)"
          }
      }
  }

  private var parameters: [String] {
    ["  parameters, as options of a ticket"]
      + options.map { "    \(venue.id).\($0.optionName)  \($0.type.words)  \($0.help)" }
  }

  /// Every field that an option may set, once, whichever forms it stands in.
  private var options: [Field] {
    var seen: Set<String> = []
    return venue.forms.flatMap(\.fields).filter {
      $0.isOption && seen.insert($0.optionName).inserted
    }
  }

  private var instruments: [String] {
    ["  instruments of the paper exchange"]
      + venue.instruments.map { rules in
        let tick = rules.tick?.description ?? "?"
        let lot = rules.lot?.description ?? "?"
        return "    \(rules.instrument)  \(rules.symbol)  tick \(tick)  lot \(lot)"
      }
  }

  private var documents: [String] {
    ["  documents"]
      + venue.documents.map { "    \($0.name): \($0.title) (\($0.version))" }
  }
}

extension Capabilities.Contingency.Arming {
  var words: String { self == .fullFill ? "complete fill" : "first fill" }
}

extension Capabilities.Contingency.Removal {
  var words: String {
    switch self {
    case .firstFillOrTrigger: "the first fill or trigger of one takes the other away"
    case .trigger: "one leg's trigger takes the other away"
    case .fullFill: "one leg's complete fill takes the other away"
    case .never: "exits do not take each other away"
    }
  }
}

extension Field.ValueType {
  /// The type and its limits in a few words.
  var words: String {
    switch self {
    case .decimal: "decimal"
    case .integer(let range):
      range.upperBound == .max
        ? "integer ≥ \(range.lowerBound)" : "integer \(range.lowerBound)…\(range.upperBound)"
    case .text(let maximum, .digits): "digits ≤ \(maximum)"
    case .text(let maximum, _): "text ≤ \(maximum)"
    case .choice(let words): words.joined(separator: "|")
    case .flag: "true|false"
    case .moment: "time"
    case .choices(let words): "list of " + words.joined(separator: "|")
    }
  }
}
