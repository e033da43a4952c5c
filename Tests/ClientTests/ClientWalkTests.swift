import Sampling
import Testing

/// Clients on bad networks, in short: `Benchmarks clients` has the long form.
@Suite struct ClientWalkTests {
  /// Ten thousand runs in parts, so that they share the processors.
  @Test(arguments: 0..<20)
  func everyListIsKnownAndNoneIsSentTwice(_ part: Int) throws {
    for number in 0..<500 {
      let seed = UInt64(1_000_000 + part * 500 + number)
      var walk = try ClientWalk(seed: seed)
      let troubles = walk.run()
      #expect(troubles == [], "seed \(seed): Benchmarks clients 1 \(seed)")
    }
  }

  /// Runs that found something, which has been mended since.
  @Test(arguments: [4849, 40_020_031, 40_056_891, 40_073_039] as [UInt64])
  func aRunThatFoundSomethingIsWell(_ seed: UInt64) throws {
    var walk = try ClientWalk(seed: seed)
    #expect(walk.run() == [])
  }

  /// The same seed makes the same run.
  @Test func aSeedReproduces() throws {
    var first = try ClientWalk(seed: 77)
    var second = try ClientWalk(seed: 77)
    #expect(first.run() == second.run())
    #expect(first.steps == second.steps)
    #expect(first.report == second.report)
  }
}
