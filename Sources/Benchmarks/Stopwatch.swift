import Glibc

/// Measures a piece of work in nanoseconds, robustly: several rounds, the median of them.
struct Stopwatch {
  /// How long a round runs at least; long enough that the clock's own cost does not show.
  var roundNanoseconds: Int64 = 40_000_000
  var rounds = 9

  static func now() -> Int64 { time(CLOCK_MONOTONIC) }

  /// What the processor has spent on this program: others that are busy do not show in it.
  static func processor() -> Int64 { time(CLOCK_PROCESS_CPUTIME_ID) }

  private static func time(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  struct Reading {
    let median: Double
    let least: Double
    let most: Double
  }

  /// Nanoseconds for one call of the work.
  ///
  /// Its result is kept, so that nothing is optimised away.
  func measure(_ work: () -> Int) -> Reading {
    var count = 1
    var kept = 0
    while true {
      let start = Self.now()
      for _ in 0..<count { kept &+= work() }
      if Self.now() - start > roundNanoseconds / 8 { break }
      count *= 2
    }
    count *= 8
    var readings: [Double] = []
    for _ in 0..<rounds {
      let start = Self.now()
      for _ in 0..<count { kept &+= work() }
      readings.append(Double(Self.now() - start) / Double(count))
    }
    if kept == .min { print("") }
    readings.sort()
    return Reading(
      median: readings[rounds / 2], least: readings[0], most: readings[rounds - 1])
  }
}

extension Stopwatch.Reading {
  /// "1.234 µs (1.200…1.300)".
  var text: String {
    "\(Self.microseconds(median)) µs (\(Self.microseconds(least))…\(Self.microseconds(most)))"
  }

  private static func microseconds(_ nanoseconds: Double) -> String {
    let thousandths = Int(nanoseconds.rounded())
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
