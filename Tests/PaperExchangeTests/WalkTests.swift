import PaperExchange
import Sampling
import Testing

@Suite struct WalkTests {
  @Test(arguments: [UInt64](1...6)) func everythingHoldsAfterEveryStep(seed: UInt64) throws {
    var walk = try ExchangeWalk(seed: seed)
    for step in 0..<5_000 {
      let troubles = walk.step()
      #expect(troubles.isEmpty, "seed \(seed), step \(step): \(troubles)")
      if !troubles.isEmpty { return }
    }
  }

  /// A walk that never gets somewhere proves nothing about it.
  @Test func theWalkGetsEverywhere() throws {
    var reasons: Set<Reason> = []
    var ways: Set<String> = []
    for seed in UInt64(20)..<50 {
      var walk = try ExchangeWalk(seed: seed)
      for _ in 0..<800 {
        _ = walk.step()
        for event in walk.events {
          switch event.what {
          case .canceled(let reason), .expired(let reason), .rejected(let reason),
            .notAmended(let reason):
            reasons.insert(reason)
          default: break
          }
          if event.order != nil { ways.insert("\(event.from.rawValue)>\(event.to.rawValue)") }
        }
      }
    }
    #expect(Set(Reason.allCases).subtracting(reasons).isEmpty)
    for way in [
      "unknown>dormant", "dormant>waiting", "waiting>working", "working>partly_filled",
      "partly_filled>filled", "partly_filled>canceled", "partly_filled>expired", "waiting>expired",
      "dormant>canceled", "dormant>expired", "working>rejected",
    ] {
      #expect(ways.contains(way), "\(way)")
    }
  }

  @Test func theSameStepsSayTheSame() throws {
    var texts: [String] = []
    for _ in 0..<2 {
      var walk = try ExchangeWalk(seed: 77)
      var text = ""
      for _ in 0..<2_000 {
        _ = walk.step()
        for event in walk.events { text += "\(event)\n" }
      }
      texts.append(text)
    }
    #expect(texts[0].utf8.count > 10_000)
    #expect(texts[0] == texts[1])
  }

  @Test func aCopyIsASnapshot() throws {
    var walk = try ExchangeWalk(seed: 5)
    for _ in 0..<40 {
      for _ in 0..<50 { _ = walk.step() }
      let kept = walk.exchange
      let snapshot = walk
      var first: [Event] = []
      for _ in 0..<50 {
        _ = walk.step()
        first += walk.events
      }
      let after = walk.exchange
      #expect(snapshot.exchange == kept)
      walk = snapshot
      var second: [Event] = []
      for _ in 0..<50 {
        _ = walk.step()
        second += walk.events
      }
      #expect(first == second)
      #expect(walk.exchange == after)
    }
  }
}
