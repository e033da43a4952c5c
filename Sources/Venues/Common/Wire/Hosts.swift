import Orders

/// The addresses of one environment of a venue, none ending in a slash.
public struct Hosts: Hashable, Sendable {
  public let environment: Environment
  public let rest: String
  /// Orders and the user's own events; nil where the address is told by a token call.
  public let socket: String?
  public let marketSocket: String?
  public let source: Citation

  public init(
    _ environment: Environment, rest: String, socket: String?, marketSocket: String?,
    source: Citation
  ) {
    self.environment = environment
    self.rest = rest
    self.socket = socket
    self.marketSocket = marketSocket
    self.source = source
  }

  /// The address a request travels to.
  public func base(for channel: Channel) -> String? {
    switch channel {
    case .rest: rest
    case .socket: socket
    case .marketSocket: marketSocket
    }
  }
}
