import Exact
import Glibc
import Loopback

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
      let port = LoopbackSocket.freePort()
      guard (1..<65_500).contains(port) else { continue }
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

  /// Runs a verb that reaches these venues, with a journal of this exchange's own unless another
  /// is named.
  func run(_ words: [String], journal: String? = nil) throws -> Seen {
    let verb = try begin(words, journal: journal)
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

  /// - Parameter sink: Where its output goes in place of a file that can be read.
  func begin(
    _ words: [String], journal: String? = nil, into sink: Child.Connection? = nil
  ) throws -> Running {
    runs += 1
    let (output, errors) = ("out-\(runs)", "err-\(runs)")
    let place = words.first == "journal" ? [] : ["--simulators", "127.0.0.1:\(port)"]
    let child = try Child(
      try binary(),
      (words + place + ["--journal", journal ?? self.journal]).map { Array($0.utf8) },
      output: sink ?? .file(directory.path(output)), errors: .file(directory.path(errors)),
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

  /// One request on a connection of its own; the answer's body, empty where nobody answers.
  private static func ask(
    _ port: UInt16, _ method: String, _ path: String, _ body: String
  ) -> String {
    guard let socket = LoopbackSocket(to: port) else { return "" }
    defer { socket.close() }
    let head =
      "\(method) \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n"
    socket.send(Array((head + body).utf8))
    let text = socket.receiveAll()
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
