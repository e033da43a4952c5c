import Exact
import Orders
import PaperExchange
import Venues

/// One situation at one venue: what is played, how every leg must end, and who says so.
///
/// The fates are written from the venue's documents, never from what the exchange printed.
public struct SemanticsCard: Sendable {
  /// On what a card stands.
  public enum Standing: String, CaseIterable, Sendable {
    /// The venue's documents say it.
    case stated
    /// They leave it open, and this is the choice.
    case chosen
    /// The venue has no such thing, and its documents show that.
    case absent
  }

  /// How one leg ends.
  public struct Fate: Hashable, Sendable {
    public let status: OrderStatus
    public let reason: Reason?
    public let filled: Decimal
    /// On average; nil where nothing filled.
    public let price: Decimal?

    /// "canceled (sibling), 0.004 at 32000".
    public var words: String {
      status.words + (reason.map { " (\($0.rawValue))" } ?? "")
        + (price.map { ", \(filled) at \($0)" } ?? "")
    }
  }

  /// What must come of a card.
  public enum Outcome: Sendable {
    case ends([Fate], ListStatus, Protection.Verdict)
    /// The rule by which the venue refuses the ticket.
    case refused(rule: String)
    /// Nothing can be played.
    case nothing
  }

  public let venue: VenueID
  public let situation: Situation
  /// What this venue's card shows, where that is more than the situation says.
  public let title: String
  public let standing: Standing
  /// Where the venue says it; of a choice, where it would have to.
  public let source: Citation
  /// What is said there, or what was chosen for want of it.
  public let sentence: String
  /// The scenario as a file has it; nil where the venue has no such thing.
  public let scenario: String?
  public let outcome: Outcome

  /// `bn-sem-03`.
  public var id: String { "\(Self.prefixes[venue.name] ?? venue.name)-sem-\(situation.number)" }

  /// As the rules' ids begin.
  private static let prefixes = [
    "binance": "bn", "crypto-com": "cdc", "bingx": "bx", "kucoin": "kc", "tradovate": "tv",
  ]

  /// Plays the card; nil where there is nothing to play.
  public func play() throws(FileError) -> ScenarioRun? {
    guard let scenario, let venue = VenueCatalogue.venue(venue) else { return nil }
    return try ScenarioFile.read(Array(scenario.utf8)).play(at: venue)
  }

  /// Where a run differs from what must come of the card; empty when it holds.
  public func complaints(about run: ScenarioRun) -> [String] {
    switch outcome {
    case .nothing: return ["the card has nothing to play"]
    case .refused(let rule):
      guard case .refused(let findings) = run.standing,
        findings.contains(where: { $0.rule == rule })
      else { return ["\(rule) should have refused the ticket"] }
      return []
    case .ends(let fates, let list, let verdict):
      guard let end = run.end else { return ["the ticket was not placed"] }
      return complaints(end, fates, list, verdict)
    }
  }

  private func complaints(
    _ end: ScenarioEnd, _ fates: [Fate], _ list: ListStatus, _ verdict: Protection.Verdict
  ) -> [String] {
    var found: [String] = []
    if fates.count != end.legs.count {
      found.append("\(end.legs.count) legs instead of \(fates.count)")
    }
    for (at, (fate, leg)) in zip(fates, end.legs).enumerated() {
      let seen = Fate(
        status: leg.status, reason: leg.reason, filled: leg.filled, price: leg.averagePrice)
      if seen != fate { found.append("leg \(at + 1): \(seen.words) instead of \(fate.words)") }
    }
    if end.list != list {
      found.append("the list is \(end.list.rawValue) instead of \(list.rawValue)")
    }
    if end.protection.verdict != verdict {
      found.append("\(end.protection.verdict.rawValue) instead of \(verdict.rawValue)")
    }
    return found
  }
}

/// Every card, venue by venue and situation by situation.
public enum SemanticsCards {
  public static let all: [SemanticsCard] = binance + cryptoCom + bingX + kuCoin + tradovate

  public static func card(_ id: String) -> SemanticsCard? { all.first { $0.id == id } }

  // MARK: Writing cards

  /// The words of one venue's cards.
  struct Writer {
    let venue: VenueID

    func card(
      _ situation: Situation, _ standing: SemanticsCard.Standing, _ document: String,
      _ place: String, _ sentence: String, title: String? = nil, _ scenario: String,
      _ outcome: SemanticsCard.Outcome
    ) -> SemanticsCard {
      SemanticsCard(
        venue: venue, situation: situation, title: title ?? situation.title, standing: standing,
        source: Citation(document, place), sentence: sentence, scenario: scenario,
        outcome: outcome)
    }

    func absent(
      _ situation: Situation, _ document: String, _ place: String, _ sentence: String
    ) -> SemanticsCard {
      SemanticsCard(
        venue: venue, situation: situation, title: situation.title, standing: .absent,
        source: Citation(document, place), sentence: sentence, scenario: nil, outcome: .nothing)
    }

    /// A scenario file for this venue.
    func story(
      _ ticket: String, _ path: String..., start: String = "30000", more: String = ""
    ) -> String {
      """
      {"ticket":\(ticket),"start":"\(start)","path":[\(path.joined(separator: ","))],\
      "venues":["\(venue)"]\(more.isEmpty ? "" : "," + more)}
      """
    }
  }

  static func ends(
    _ legs: SemanticsCard.Fate..., list: ListStatus, _ verdict: Protection.Verdict
  ) -> SemanticsCard.Outcome {
    .ends(legs, list, verdict)
  }

  static func leg(
    _ status: OrderStatus, _ reason: Reason? = nil, filled: String = "0", at price: String? = nil
  ) -> SemanticsCard.Fate {
    SemanticsCard.Fate(
      status: status, reason: reason, filled: Decimal(filled) ?? .zero,
      price: price.flatMap(Decimal.init))
  }

  static func ticket(
    _ kind: Kind, _ instrument: String, _ quantity: String, _ legs: String...
  )
    -> String
  {
    """
    {"kind":"\(kind.rawValue)","instrument":"\(instrument)","quantity":"\(quantity)",\
    "legs":[\(legs.joined(separator: ","))]}
    """
  }
}
