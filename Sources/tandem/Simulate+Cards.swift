import Exact
import Orders
import Simulator
import Venues

extension Simulate {
  /// Lists the cards, of the venues asked for.
  static func list(_ invocation: Invocation) -> ExitStatus {
    let isJSON = invocation.text(.textOrJSON) == "json"
    for venue in invocation.venues.list {
      let cards = SemanticsCards.all.filter { $0.venue == venue.id }
      if isJSON {
        for card in cards { invocation.rim.output.write(VisibleText.json(card.json.text) + "\n") }
      } else {
        let page = cards.map(\.entry).joined()
        invocation.rim.output.write(
          "\(venue.title): \(Words.count(cards.count, "card"))\n\(page)\n")
      }
    }
    return .fine
  }

  /// Plays cards by their ids, and says of each whether it holds.
  static func play(_ names: [String], _ invocation: Invocation) throws(Failure) -> ExitStatus {
    let cards = try names.map { (name) throws(Failure) in try card(name) }
    var fails = false
    for (at, card) in cards.enumerated() {
      let run: ScenarioRun?
      do {
        run = try card.play()
      } catch {
        throw Failure(card.id, error)
      }
      let complaints = run.map(card.complaints) ?? []
      if !complaints.isEmpty { fails = true }
      print(card, run, complaints, invocation, isFirst: at == 0)
    }
    return fails ? .ticketErrors : .fine
  }

  private static func card(_ name: String) throws(Failure) -> SemanticsCard {
    if let card = SemanticsCards.card(name) { return card }
    let nearest = Suggestion.nearest(to: name, among: SemanticsCards.all.map(\.id))
    throw Failure(
      "--card",
      "there is no card \(VisibleText.quote(name))"
        + (nearest.map { "; did you mean \($0)?" } ?? "; tandem simulate --cards lists them"))
  }

  private static func print(
    _ card: SemanticsCard, _ run: ScenarioRun?, _ complaints: [String], _ invocation: Invocation,
    isFirst: Bool
  ) {
    let output = invocation.rim.output
    if invocation.text(.textOrJSON) == "json" {
      output.write(VisibleText.json(card.json.text) + "\n")
      for line in run?.jsonLines ?? [] { output.write(VisibleText.json(line) + "\n") }
      return
    }
    output.write((isFirst ? "" : "\n") + card.heading)
    guard let run else { return }
    output.write("\n" + page(run))
    let verdict =
      complaints.isEmpty
      ? "the card holds" : "THE CARD FAILS: " + complaints.joined(separator: "; ")
    output.write("\n\(card.id): \(verdict)\n")
  }
}
