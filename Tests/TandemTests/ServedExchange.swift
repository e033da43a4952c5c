import Exact
import Glibc

@testable import tandem

/// The five venues of `tandem serve` in a process of their own, and verbs that reach them from
/// others: the real program at both ends of real sockets.
final class ServedExchange {
  let directory: TemporaryDirectory
  let port: UInt16
  private let server: Child
  private var isServing = true
  private var runs = 0

  /// Serves at six ports that are free together.
  init() throws {
    let directory = try TemporaryDirectory()
    self.directory = directory
    for name in ["journal", "journal-wal", "journal-shm", "journal.lock"] {
      _ = directory.path(name)
    }
    for _ in 0..<20 {
      let port = try Self.freePort()
      guard port < 65_500 else { continue }
      if let server = try Self.serve(at: port, directory) {
        self.port = port
        self.server = server
        return
      }
    }
    throw Child.Problem(what: "no six ports are free together")
  }

  deinit { stop() }

  /// Ends the server; nobody listens at its ports any more.
  func stop() {
    guard isServing else { return }
    isServing = false
    server.end()
  }

  /// What a verb printed, and how it ended.
  struct Seen {
    let status: Int32
    let output: String
    let errors: String

    var objects: [JSONNode] {
      output.split(separator: "\n").compactMap { try? JSONDocument(parsing: String($0)).root }
    }
  }

  var journal: String { directory.path("journal") }

  /// Runs a verb that reaches these venues, with a journal of this exchange's own.
  func run(_ words: [String]) throws -> Seen {
    let verb = try begin(words)
    let status = try verb.child.wait()
    return Seen(
      status: status, output: try directory.text(verb.output),
      errors: try directory.text(verb.errors))
  }

  func run(_ words: String...) throws -> Seen { try run(words) }

  /// A verb that is under way.
  struct Running {
    let child: Child
    let output: String
    let errors: String
  }

  func begin(_ words: [String]) throws -> Running {
    runs += 1
    let (output, errors) = ("out-\(runs)", "err-\(runs)")
    let place = words.first == "journal" ? [] : ["--simulators", "127.0.0.1:\(port)"]
    let child = try Child(
      try binary(), (words + place + ["--journal", journal]).map { Array($0.utf8) },
      output: .file(directory.path(output)), errors: .file(directory.path(errors)),
      variables: [
        "SWIFT_BACKTRACE=enable=no", "XDG_CONFIG_HOME=\(directory.root)/none",
        "XDG_STATE_HOME=\(directory.root)/none",
      ])
    return Running(child: child, output: output, errors: errors)
  }

  // MARK: Control

  /// The lists of a venue as its engine has them, ended ones too.
  func lists(_ venue: String) throws -> [JSONNode] {
    let body = Self.ask(port + 5, "GET", "/lists?venue=\(venue)", "")
    return try JSONDocument(parsing: body).root["lists"].map { Array($0.elements) } ?? []
  }

  func arm(_ fault: String) throws {
    let body = Self.ask(port + 5, "POST", "/fault", fault)
    guard !body.contains("\"error\"") else { throw Child.Problem(what: body) }
  }

  /// Somebody trades as much as anybody wants.
  func trade(_ instrument: String, at price: String) {
    _ = Self.ask(
      port + 5, "POST", "/tape",
      "{\"instrument\":\"\(instrument)\",\"trades\":[{\"price\":\"\(price)\"}]}")
  }

  // MARK: Parts

  private static func serve(
    at port: UInt16, _ directory: TemporaryDirectory
  ) throws -> Child? {
    let ends = try pipeEnds()
    defer { close(ends.reading) }
    let child = try Child(
      try binary(), ["serve", "--port", String(port)].map { Array($0.utf8) },
      output: .descriptor(ends.writing), errors: .file(directory.path("serve-errors")),
      variables: ["SWIFT_BACKTRACE=enable=no"])
    close(ends.writing)
    var lines = 0
    var chunk = [UInt8](repeating: 0, count: 4096)
    while lines < 5, case let count = read(ends.reading, &chunk, chunk.count), count > 0 {
      lines += chunk[..<count].count { $0 == UInt8(ascii: "\n") }
    }
    if lines >= 5 { return child }
    child.end()
    return nil
  }

  /// A port that was free a moment ago.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isNamed else { throw Child.Problem(what: "no port: \(errno)") }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }

  /// One request on a connection of its own; the answer's body, empty where nobody answers.
  private static func ask(
    _ port: UInt16, _ method: String, _ path: String, _ body: String
  ) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port)
    let isOpen = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isOpen else { return "" }
    let head =
      "\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n"
    let request = Array((head + body).utf8)
    send(descriptor, request, request.count, Int32(MSG_NOSIGNAL))
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 {
      all += chunk[..<count]
    }
    let text = String(decoding: all, as: UTF8.self)
    return text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
  }
}

extension ServedExchange {
  /// A ticket that every venue of pairs takes, as a file.
  func oco() throws -> String { try directory.file("oco.json", Array(World.oco.utf8)) }

  /// One that the venue of futures takes.
  func futures() throws -> String {
    let text = """
      { "kind": "oco", "instrument": "ESZ6", "side": "sell", "quantity": "1",
        "legs": [ { "type": "limit", "price": "6600" }, { "type": "stop", "trigger": "6400" } ] }
      """
    return try directory.file("futures.json", Array(text.utf8))
  }

  func ticket(for venue: String) throws -> String {
    venue == "tradovate" ? try futures() : try oco()
  }
}
