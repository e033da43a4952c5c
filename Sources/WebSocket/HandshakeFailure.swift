/// Why a client has no connection.
public enum HandshakeFailure: Error, Hashable, Sendable {
  /// Our own request cannot be written; says what is wrong with it.
  case unwritable(String)
  /// The server answered, with something else than 101.
  case status(Int, reason: String, headers: [HeaderField])
  /// The answer is not what section 4.2.2 asks for; says what is wrong with it.
  case answer(String)
  /// The head of the answer does not end within the limit.
  case longHead(limit: Int)
}

extension HandshakeFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unwritable(let what): "the handshake cannot be written: \(what)"
    case .status(let status, let reason, _):
      reason.isEmpty
        ? "the server answered \(status), not 101" : "the server answered \(status) \(reason)"
    case .answer(let what): "the server's handshake is wrong: \(what)"
    case .longHead(let limit): "the server's handshake is longer than \(limit) bytes"
    }
  }
}

/// Why a server does not switch to WebSocket, and what it answers.
public struct HandshakeRefusal: Error, Hashable, Sendable {
  public let status: Int
  /// Headers the answer must have.
  public let headers: [HeaderField]
  /// One sentence.
  public let sentence: String

  init(_ sentence: String, status: Int = 400, headers: [HeaderField] = []) {
    self.status = status
    self.headers = headers
    self.sentence = sentence
  }
}

extension HandshakeRefusal: CustomStringConvertible {
  public var description: String { sentence }
}
