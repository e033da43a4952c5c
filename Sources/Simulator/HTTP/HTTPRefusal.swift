import WebSocket

/// Why bytes are no request that is served: a status, and one sentence for whoever sent them.
public struct HTTPRefusal: Error, Hashable, Sendable {
  public let status: Int
  public let sentence: String

  public init(_ status: Int, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }

  /// A request that breaks the grammar.
  init(_ sentence: String) { self.init(400, sentence) }

  /// The answer that says so.
  public var response: HTTPResponse {
    HTTPResponse(
      status, headers: [HeaderField("Content-Type", "text/plain;charset=UTF-8")],
      body: Array("\(sentence)\n".utf8))
  }
}
