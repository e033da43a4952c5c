import WebSocket

/// Makes whole requests of bytes that come in any pieces (RFC 9112), or one clear refusal.
///
/// Every byte is judged in the order of the wire, so that the same bytes meet the same end however
/// they are cut. What two readers could take differently is refused: bare line ends, folded
/// headers, a length that is told twice. After a refusal nothing more is read.
public struct HTTPReader: Sendable {
  /// What the bytes so far come to.
  public enum Reading: Hashable, Sendable {
    case more
    /// The head is read, and the client waits for word before it sends the body.
    case wantsContinue
    case request(Whole)
    case refused(HTTPRefusal)
  }

  /// A whole request, and whether the connection outlives the answer.
  public struct Whole: Hashable, Sendable {
    public let request: HTTPRequest
    public let keepsAlive: Bool
  }

  enum Phase: Hashable, Sendable {
    case requestLine
    case headers
    case body(left: Int)
    case chunkLine
    case chunk(left: Int)
    case chunkEnd
    case trailers
    case whole
    case refused(HTTPRefusal)
  }

  let limits: HTTPLimits
  var phase = Phase.requestLine
  /// What has come and was not yet read begins at `start`.
  var buffer: [UInt8] = []
  var start = 0
  /// How far behind `start` no line end was found.
  private var scanned = 0
  var head = HTTPHead()
  var body: [UInt8] = []
  /// Of the headers, or of what stands behind a chunked body.
  var headerBytes = 0
  var headerLines = 0
  var emptyLines = 0
  var extensionBytes = 0

  public init(limits: HTTPLimits = .standard) { self.limits = limits }

  /// How many bytes wait to be read.
  public var waiting: Int { buffer.count - start }

  /// How many bytes are kept: those that wait, and the body that is coming.
  public var heldBytes: Int { buffer.count + body.count }

  /// Whether a request has begun and is not whole.
  public var isInside: Bool { phase != .requestLine || waiting > 0 }

  /// Takes bytes; `next` says what they come to.
  public mutating func receive(_ bytes: [UInt8]) {
    if start == buffer.count {
      (buffer, start) = (bytes, 0)
      return
    }
    if start > 1 << 16 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer += bytes
  }

  /// What was read no further, for whoever takes over the connection.
  public mutating func takeRest() -> [UInt8] {
    let rest = Array(buffer[start...])
    (buffer, start) = ([], 0)
    return rest
  }

  /// The next request, or why there is none.
  public mutating func next() -> Reading {
    do throws(HTTPRefusal) {
      while let reading = try step() {
        if reading != .more { return reading }
      }
      if start == buffer.count { (buffer, start) = ([], 0) }
      return .more
    } catch {
      phase = .refused(error)
      (buffer, start, body) = ([], 0, [])
      return .refused(error)
    }
  }

  /// One step further; nil where bytes are missing, `more` where the next step is to be taken.
  private mutating func step() throws(HTTPRefusal) -> Reading? {
    switch phase {
    case .requestLine: try readRequestLine()
    case .headers: try readHeader()
    case .body(let left): readBody(left)
    case .chunkLine: try readChunkLine()
    case .chunk(let left): readChunk(left)
    case .chunkEnd: try readChunkEnd()
    case .trailers: try readTrailer()
    case .whole: .request(finish())
    case .refused(let refusal): throw refusal
    }
  }

  private mutating func finish() -> Whole {
    let whole = Whole(
      request: HTTPRequest(
        head.method, head.target, version: head.version, headers: head.headers, body: body),
      keepsAlive: head.keepsAlive)
    head = HTTPHead()
    (body, phase) = ([], .requestLine)
    (headerBytes, headerLines, emptyLines, extensionBytes) = (0, 0, 0, 0)
    return whole
  }

  /// The next line without its end; nil while that is missing.
  mutating func line(
    limit: Int, _ tooLong: @autoclosure () -> HTTPRefusal
  ) throws(HTTPRefusal) -> Range<Int>? {
    var at = start + scanned
    while at < buffer.count {
      let byte = buffer[at]
      if byte == UInt8(ascii: "\n") {
        throw HTTPRefusal("a line ends in LF alone; HTTP ends lines in CR LF")
      }
      if byte == UInt8(ascii: "\r") {
        scanned = at - start
        guard at + 1 < buffer.count else { return nil }
        guard buffer[at + 1] == UInt8(ascii: "\n") else {
          throw HTTPRefusal("a CR stands without its LF")
        }
        let line = start..<at
        (start, scanned) = (at + 2, 0)
        return line
      }
      if at - start == limit { throw tooLong() }
      at += 1
    }
    scanned = at - start
    return nil
  }
}
