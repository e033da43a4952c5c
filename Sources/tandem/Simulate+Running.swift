import Orders
import Simulator
import Venues

extension Simulate {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let asked = [invocation.has(cards), invocation.has(card), !invocation.operands.isEmpty]
    guard asked.count(where: { $0 }) <= 1 else {
      throw Failure("", "simulate takes one of SCENARIO, --cards and --card")
    }
    if invocation.has(cards) { return list(invocation) }
    if invocation.has(card) { return try play(invocation.texts(card), invocation) }
    guard let path = invocation.operands.first else {
      throw Failure("", "simulate wants a SCENARIO, --cards or --card")
    }
    let scenario = try scenario(path, invocation.rim)
    let (venues, isNamed) = venues(scenario, invocation)
    var runs: [ScenarioRun] = []
    for venue in venues {
      do {
        runs.append(try scenario.play(at: venue, isNamed: isNamed))
      } catch {
        throw Failure(path, error)
      }
    }
    print(runs, invocation)
    let isPlayed = runs.contains { !$0.isBeyond }
    let isRefused = runs.contains { $0.isRefused || $0.isBeyond && isNamed }
    return isPlayed && !isRefused ? .fine : .ticketErrors
  }

  private static func scenario(_ path: String, _ rim: Rim) throws(Failure) -> Scenario {
    let bytes = try rim.readFile(path, TicketInput.maximumBytes)
    do {
      return try ScenarioFile.read(bytes)
    } catch {
      throw Failure(path, error)
    }
  }

  /// The venues of the command line, or else of the file, or else all.
  private static func venues(
    _ scenario: Scenario, _ invocation: Invocation
  ) -> (list: [any Venue], isNamed: Bool) {
    let asked = invocation.venues
    if asked.isNamed || scenario.venues.isEmpty { return asked }
    return (scenario.venues.compactMap(VenueCatalogue.venue), true)
  }

  /// The timeline; what a venue's rules say of a ticket may repeat its words.
  static func page(_ run: ScenarioRun) -> String {
    ScenarioTimeline.page(run).split(separator: "\n", omittingEmptySubsequences: false).map {
      VisibleText.clean(String($0), limit: Diagnostics.sentenceLimit)
    }.joined(separator: "\n")
  }

  private static func print(_ runs: [ScenarioRun], _ invocation: Invocation) {
    if invocation.text(.textOrJSON) == "json" {
      for line in runs.flatMap(\.jsonLines) {
        invocation.rim.output.write(VisibleText.json(line) + "\n")
      }
      return
    }
    invocation.rim.output.write(runs.map(page).joined(separator: "\n"))
  }
}
