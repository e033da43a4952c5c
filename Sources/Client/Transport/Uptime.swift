import Glibc

/// The clock that nobody sets.
enum Uptime {
  static var milliseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// That much later, or as late as can be said.
  static func after(_ milliseconds: Int64) -> Int64 {
    let (sum, isOver) = self.milliseconds.addingReportingOverflow(max(0, milliseconds))
    return isOver ? .max : sum
  }
}
