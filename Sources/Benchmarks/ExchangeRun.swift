import PaperExchange
import Sampling

/// The long random run of the paper exchange: everything holds after every step.
struct ExchangeRun {
  let count: Int
  let seed: UInt64

  func run() throws -> Bool {
    let start = Stopwatch.now()
    let each = 100_000
    var done = 0
    var told = 0
    var walkSeed = seed
    while done < count {
      var walk = try ExchangeWalk(seed: walkSeed)
      for step in 0..<min(each, count - done) {
        let troubles = walk.step()
        told += walk.events.count
        if troubles.isEmpty { continue }
        print("seed \(walkSeed), step \(step): \(troubles)")
        return false
      }
      done += min(each, count - done)
      walkSeed &+= 1
    }
    let seconds = (Stopwatch.now() - start) / 1_000_000_000
    print("\(done) random steps, \(told) events, all invariants after each, in \(seconds) s")
    return true
  }
}
