/// A moment on the two clocks there are; both are read by whoever has clocks.
public struct Moment: Hashable, Sendable {
  /// What the calendar says: venues stamp and check with it.
  public var wall: Timestamp
  /// Milliseconds on a clock that nobody sets: deadlines of connections are counted on it.
  public var uptime: Int64

  public init(wall: Timestamp, uptime: Int64) {
    self.wall = wall
    self.uptime = uptime
  }
}
