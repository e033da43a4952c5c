/// How much one request may take.
public struct HTTPLimits: Hashable, Sendable {
  /// The longest request line; some venues take every parameter in the query.
  public var requestLine = 16 << 10
  /// All header lines of a request together, and those behind a chunked body.
  public var headerBytes = 64 << 10
  public var headers = 100
  public var body = 1 << 20
  /// The line before a chunk, and what all of them say beside the sizes.
  public var chunkLine = 256
  public var chunkExtensions = 16 << 10
  /// Empty lines before a request line, which RFC 9112 section 2.2 asks to overlook.
  public var emptyLines = 4

  public init() {}

  public static let standard = HTTPLimits()
}
