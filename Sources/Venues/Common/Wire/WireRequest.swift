import Orders

/// The exact bytes a venue receives.
///
/// What is shown and what is sent are both made from this value.
public struct WireRequest: Hashable, Sendable {
  /// A header line; what is secret in it is never shown unasked.
  public struct Header: Hashable, Sendable {
    public let name: String
    public let value: String
    public let isSecret: Bool

    public init(_ name: String, _ value: String, isSecret: Bool = false) {
      self.name = name
      self.value = value
      self.isSecret = isSecret
    }

    func shown(_ revealing: Bool) -> String {
      isSecret && !revealing ? SealedText.mask : value
    }
  }

  public let venue: VenueID
  public let environment: Environment
  public let operation: Operation
  public let channel: Channel
  /// Scheme and authority, without a slash at the end; a socket's whole address.
  public let base: String
  /// Path and query; empty for a socket's frame.
  public let target: SealedText
  public let headers: [Header]
  /// The body, or the text frame on a socket.
  public let body: SealedText

  public init(
    venue: VenueID, environment: Environment, operation: Operation, channel: Channel,
    base: String, target: SealedText = SealedText(), headers: [Header] = [],
    body: SealedText = SealedText()
  ) {
    self.venue = venue
    self.environment = environment
    self.operation = operation
    self.channel = channel
    self.base = base
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// `POST`; a frame on a socket is `WS`.
  public var methodName: String {
    switch channel {
    case .rest(let method): method.rawValue
    case .socket, .marketSocket: "WS"
    }
  }

  public var isSocket: Bool {
    if case .rest = channel { false } else { true }
  }

  /// What follows scheme and `//`, up to the first slash.
  public var host: String {
    let rest = base.split(separator: "/", omittingEmptySubsequences: true)
    return rest.count > 1 ? String(rest[1]) : base
  }
}
