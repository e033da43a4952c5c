import Client
import Simulator
import Venues

/// Requests as bytes, for simulators that want to read them.
enum HTTPBytes {
  static func request(_ request: HTTPRequest) -> [UInt8] {
    var head = "\(request.method) \(request.target) \(request.version)\r\n"
    for header in request.headers { head += "\(header.name): \(header.value)\r\n" }
    if !request.body.isEmpty || request.method != "GET" {
      head += "Content-Length: \(request.body.count)\r\n"
    }
    return Array((head + "\r\n").utf8) + request.body
  }
}

/// Reads the one answer on a connection, as the simulators write it: with its length in the head.
struct AnswerReader: Sendable {
  private var bytes: [UInt8] = []

  /// Takes bytes; the answer once it is whole.
  mutating func take(_ more: [UInt8]) -> Result<Response, TransportFailure>? {
    bytes += more
    guard let end = endOfHead else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let parts = lines.first?.split(separator: " ") ?? []
    guard parts.count >= 2, let status = Int(parts[1]) else { return .failure(Self.noAnswer) }
    // What a client is told to go on with is no answer yet.
    if status < 200 {
      bytes.removeFirst(end + 4)
      return take([])
    }
    var headers: [(name: String, value: String)] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return .failure(Self.noAnswer) }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers.append((String(line[..<colon]), String(value)))
    }
    let told = headers.first { $0.name.lowercased() == "content-length" }?.value
    let length = told.flatMap(Int.init) ?? 0
    let body = bytes[(end + 4)...]
    guard body.count >= length else { return nil }
    return .success(Response(status: status, headers: headers, body: Array(body.prefix(length))))
  }

  private static let noAnswer = TransportFailure(.unknown, .lost, "what came is no answer")

  private var endOfHead: Int? {
    guard bytes.count >= 4 else { return nil }
    return (0...bytes.count - 4).first { at in
      bytes[at] == 13 && bytes[at + 1] == 10 && bytes[at + 2] == 13 && bytes[at + 3] == 10
    }
  }
}
