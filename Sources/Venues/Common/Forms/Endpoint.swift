/// What a request asks of a venue.
public enum Operation: String, CaseIterable, Sendable {
  case place
  case cancelList = "cancel_list"
  case cancelOrder = "cancel_order"
  case amend
  case queryList = "query_list"
  case queryOrder = "query_order"
  case openLists = "open_lists"
  case openOrders = "open_orders"
  case history
  case instruments
  case ticker
  case account
  case accounts
  case positions
  case serverTime = "server_time"
  /// A token or listen key that opens the user stream (Tradovate: that opens everything).
  case token
  case renewToken = "renew_token"
  case closeToken = "close_token"
  /// Signing in on a socket.
  case login
  case subscribeUser = "subscribe_user"
  case subscribeTicker = "subscribe_ticker"
  case unsubscribe
  case heartbeat

  /// Whether it can move money: such a request is never sent twice by the program.
  public var changesOrders: Bool {
    switch self {
    case .place, .cancelList, .cancelOrder, .amend: true
    default: false
    }
  }
}

/// The methods that venues use.
public enum HTTPMethod: String, Sendable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case delete = "DELETE"
}

/// How a request travels.
public enum Channel: Hashable, Sendable {
  case rest(HTTPMethod)
  /// A text frame on the socket that takes orders or tells of them.
  case socket
  /// A text frame on the socket that tells of prices.
  case marketSocket
}

/// What a venue wants to see before it listens.
public enum Security: String, Sendable {
  case open
  /// The key, without a signature.
  case key
  case signed
}

/// One documented request of a venue, with every parameter it takes.
public final class Endpoint: Sendable {
  public let operation: Operation
  public let channel: Channel
  /// The path of a REST call, or the method's name on a socket.
  public let path: String
  public let security: Security
  /// In the order they are sent.
  public let fields: [Field]
  /// No field stands inside an object or a list of the body.
  let isFlat: Bool
  /// The fields that a ticket without options may fill, which most tickets are.
  let plainFields: [Field]
  /// What it costs of the venue's rate limit, in the venue's words.
  public let cost: String
  public let source: Citation

  public init(
    _ operation: Operation, _ channel: Channel, _ path: String, security: Security,
    fields: [Field] = [], cost: String, source: Citation
  ) {
    self.operation = operation
    self.channel = channel
    self.path = path
    self.security = security
    self.fields = fields
    isFlat = fields.allSatisfy { $0.container == .top }
    plainFields = fields.filter(\.isFilledWithoutOptions)
    self.cost = cost
    self.source = source
  }

  /// A request made from values rather than from a ticket; each name must be a field's.
  public func draft(_ values: [(String, WireValue)], path: String? = nil) -> Draft {
    let parameters = values.map { name, value in
      Parameter(name, value, .call, field: fields.first { $0.name == name })
    }
    return Draft(self, parameters, path: path)
  }
}
