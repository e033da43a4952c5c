/// How much of the other end's sending one connection holds.
public struct WebSocketLimits: Hashable, Sendable {
  /// The longest payload of one frame.
  public var frameBytes: Int
  /// The longest message, all its fragments together.
  public var messageBytes: Int
  /// The most frames one message may come in.
  public var fragments: Int
  /// The most pings that wait for their pong; of more, only the newest are answered.
  public var waitingPongs: Int

  public init(
    frameBytes: Int = 4 << 20, messageBytes: Int = 4 << 20, fragments: Int = 4096,
    waitingPongs: Int = 16
  ) {
    self.frameBytes = max(0, frameBytes)
    self.messageBytes = max(0, messageBytes)
    self.fragments = max(1, fragments)
    self.waitingPongs = max(1, waitingPongs)
  }

  public static let standard = WebSocketLimits()
}
