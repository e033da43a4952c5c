import Testing

@testable import Client

/// A list that is cancelled order by order is told of once, by all of its answers.
@Suite struct TallyTests {
  private static func whole(_ parts: [(Outcome, Bool)]) -> Outcome? {
    var tally = Tally(parts: 3)
    for (outcome, isOver) in parts { tally.add(outcome, isOver: isOver) }
    return tally.whole
  }

  private static let done: (Outcome, Bool) = (.accepted, false)
  private static let over: (Outcome, Bool) = (.refused("TooLate"), true)
  private static let no: (Outcome, Bool) = (.refused("not now"), false)
  private static let doubt: (Outcome, Bool) = (.inDoubt("time"), false)

  @Test func nothingIsToldBeforeTheLastAnswer() {
    #expect(Self.whole([Self.done, Self.no]) == nil)
  }

  /// Whichever answer comes first.
  @Test func whatOneCancelTookAlongIsNoRefusal() {
    for arrangement in permutations([Self.done, Self.over, Self.over]) {
      #expect(Self.whole(arrangement) == .accepted)
    }
  }

  @Test func aRefusalOfAnyOrderIsTold() {
    for arrangement in permutations([Self.done, Self.over, Self.no]) {
      #expect(Self.whole(arrangement) == Self.no.0)
    }
  }

  @Test func aDoubtIsWorseThanARefusal() {
    for arrangement in permutations([Self.doubt, Self.done, Self.no]) {
      #expect(Self.whole(arrangement) == Self.doubt.0)
    }
  }

  /// There was nothing left to cancel, and nothing was.
  @Test func whatHadEndedIsNotToldAsCancelled() {
    #expect(Self.whole([Self.over, Self.over, Self.over]) == Self.over.0)
  }
}
