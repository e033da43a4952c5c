import Orders

/// One line worth keeping.
public struct Message: Hashable, Sendable {
  /// How grave it is.
  public enum Weight: Sendable { case note, good, warning, bad }

  public let text: String
  public let weight: Weight
  public var time: Timestamp?

  public init(_ text: String, _ weight: Weight = .note, time: Timestamp? = nil) {
    self.text = text
    self.weight = weight
    self.time = time
  }
}

/// What was said, the newest last; bounded.
struct MessageLog: Hashable, Sendable {
  private(set) var messages: [Message] = []
  /// How many were ever said; more than are kept.
  private(set) var count = 0
  /// The newest is shown in the message line until the next key.
  var isFresh = false

  static let limit = 1000

  mutating func say(_ text: String, _ weight: Message.Weight = .note, at time: Timestamp?) {
    take(Message(text, weight, time: time))
  }

  mutating func take(_ message: Message) {
    messages.append(message)
    count += 1
    if messages.count > Self.limit { messages.removeFirst(messages.count - Self.limit) }
    isFresh = true
  }
}
