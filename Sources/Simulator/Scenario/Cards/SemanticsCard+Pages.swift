import Exact
import Orders

extension SemanticsCard {
  /// What must come of the card, leg by leg.
  public var expectation: [String] {
    switch outcome {
    case .nothing: []
    case .refused(let rule): ["the venue refuses the ticket by its rule \(rule)"]
    case .ends(let fates, let list, let verdict):
      fates.enumerated().map { "leg \($0 + 1) \($1.words)" } + [
        "the list \(list.rawValue), the position \(verdict.rawValue)"
      ]
    }
  }

  /// What stands before the card's timeline.
  public var heading: String {
    var lines = [TextColumns.wrap("\(id)  \(title)", width: ScenarioTimeline.width)]
    lines.append(paragraph("\(said): \(sentence) [\(source)]"))
    if !expectation.isEmpty {
      lines.append(paragraph("must end: \(expectation.joined(separator: "; "))"))
    }
    return lines.joined().map { $0 + "\n" }.joined()
  }

  private func paragraph(_ text: String) -> [String] {
    TextColumns.hanging(text, indent: 2, more: 2, width: ScenarioTimeline.width)
  }

  /// Who says it.
  private var said: String {
    switch standing {
    case .stated: "the venue says"
    case .chosen: "left open, taken here"
    case .absent: "there is no such thing"
    }
  }

  /// One line of the list of cards, and the sentence under it.
  public var entry: String {
    let columns = TextColumns(columns: [
      TextColumns.Column(width: 10), TextColumns.Column(width: 86),
    ])
    return
      (columns.row([id, title])
      + columns.row(["", "\(said): \(sentence) [\(source)]"]))
      .map { $0 + "\n" }.joined()
  }

  /// The card as one object; its scenario as a file would have it.
  public var json: JSON {
    var members = [
      JSONMember("card", .string(id)), JSONMember("venue", .string(venue.name)),
      JSONMember("situation", .integer(Int64(situation.rawValue))),
      JSONMember("title", .string(title)), JSONMember("standing", .string(standing.rawValue)),
      JSONMember("document", .string(source.document)), JSONMember("place", .string(source.place)),
      JSONMember("sentence", .string(sentence)),
      JSONMember("expects", .array(expectation.map(JSON.string))),
    ]
    let parsed = scenario.flatMap { try? JSONDocument(parsing: Array($0.utf8)) }
    let body = parsed.flatMap { try? JSON($0.root) }
    members.append(JSONMember("scenario", body ?? .null))
    return .object(members)
  }
}
