import Exact
import Glibc
import Loopback
import Orders
import Simulator
import Testing
import Venues

@testable import tandem

/// `tandem serve` as a script sees it: a process, its lines, its file and its end.
@Suite(.serialized) struct ServeTests {
  /// A server that is ready, and what it said.
  private final class Serving {
    let child: Child
    let lines: [JSONNode]

    init(_ words: [String], lines count: Int, errors: String) throws {
      let ends = try pipeEnds()
      child = try Child(
        try binary(), (["serve", "--port", "0"] + words).map { Array($0.utf8) },
        output: .descriptor(ends.writing), errors: .file(errors),
        variables: ["SWIFT_BACKTRACE=enable=no"])
      close(ends.writing)
      defer { close(ends.reading) }
      var text: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while text.count(where: { $0 == UInt8(ascii: "\n") }) < count,
        case let read = read(ends.reading, &chunk, chunk.count), read > 0
      {
        text += chunk[..<read]
      }
      lines = text.split(separator: UInt8(ascii: "\n")).compactMap {
        try? JSONDocument(parsing: Array($0)).root
      }
    }

    func end(by signal: Int32) throws -> Int32 {
      kill(child.id, signal)
      return try child.wait()
    }
  }

  private let directory: TemporaryDirectory
  private let venues = Simulator(now: Timestamp(milliseconds: 0)).venues.map(\.name)

  init() throws { directory = try TemporaryDirectory() }

  private func serve(_ words: String...) throws -> Serving {
    try Serving(words, lines: venues.count, errors: directory.path("errors"))
  }

  /// The port in `http://127.0.0.1:9400/path`.
  private func port(_ address: String?) -> UInt16 {
    let digits = address?.split(separator: ":").last?.prefix { $0.isNumber }
    return digits.flatMap { UInt16($0) } ?? 0
  }

  /// Whether somebody listens there, and what answers a request for the control port's health.
  private func health(_ port: UInt16) -> String {
    guard let socket = LoopbackSocket(to: port) else { return "closed" }
    defer { socket.close() }
    socket.send(Array("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8))
    return socket.receiveAll()
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func itSaysWhereItIsServesAndEndsWhenAsked(_ signal: Int32) throws {
    let served = try serve()
    #expect(served.lines.map { $0["venue"]?.string ?? "" } == venues)
    for line in served.lines {
      let venue = try #require(VenueCatalogue.venue(VenueID(line["venue"]?.string ?? "")))
      let hosts = try #require(venue.hosts(in: .paper))
      let rest = port(line["rest"]?.string)
      #expect(rest > 0 && port(line["ws"]?.string) == rest)
      // The addresses are those of the paper environment but for the port.
      let standard = String(port(hosts.rest))
      let rests = (line["rest"]?.string ?? "").replacing(String(rest), with: standard)
      let sockets = (line["ws"]?.string ?? "").replacing(String(rest), with: standard)
      #expect(rests == hosts.rest && sockets == hosts.socket)
      let control = port(line["control"]?.string)
      #expect(health(control).contains("\"status\":\"ok\""))
      #expect(health(rest).hasPrefix("HTTP/1.1 "))
    }
    #expect(try served.end(by: signal) == 0)
    #expect(try directory.text("errors") == "")
  }

  @Test func aTakenPortIsOneSentenceAndStatusTwo() throws {
    let served = try serve()
    let taken = port(served.lines.first?["rest"]?.string)
    let other = try Child(
      try binary(), ["serve", "--port", String(taken)].map { Array($0.utf8) },
      output: .file(directory.path("out")), errors: .file(directory.path("second")),
      variables: ["SWIFT_BACKTRACE=enable=no"])
    #expect(try other.wait() == 2)
    // The first ports may be free; one of the six is not.
    let errors = try directory.text("second")
    #expect(errors.hasPrefix("tandem: 127.0.0.1:"))
    #expect(errors.hasSuffix(": the port is taken\n"))
    #expect(try directory.text("out") == "")
    _ = try served.end(by: SIGTERM)
  }

  @Test func theKeysItWritesOpenEveryVenueAndNobodyElseReadsThem() throws {
    let path = directory.path("keys")
    // Once to make it, once more in its place.
    for _ in 0..<2 { #expect(try serve("--credentials-out", path).end(by: SIGTERM) == 0) }
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    let file = try CredentialsFile(parsing: Array(try directory.text("keys").utf8))
    for venue in VenueCatalogue.all {
      let section = try #require(file.section(venue.id, .paper))
      let values = CredentialValues(venue: venue.id, environment: .paper, values: section.values)
      let given = try venue.credentials(from: values)
      #expect(given.key == (try venue.paperCredentials().key))
    }
  }

  @Test func aFileOfSomebodyElseIsLeftAlone() throws {
    let path = try directory.file("mine", Array("[binance.live]\nkey = real\n".utf8))
    let child = try Child(
      try binary(), ["serve", "--port", "0", "--credentials-out", path].map { Array($0.utf8) },
      output: .file(directory.path("out")), errors: .file(directory.path("errors")),
      variables: ["SWIFT_BACKTRACE=enable=no"])
    #expect(try child.wait() == 2)
    #expect(
      try directory.text("errors")
        == "tandem: \(path): is there already, and was not written by tandem serve\n")
    #expect(try directory.text("mine") == "[binance.live]\nkey = real\n")
  }

  @Test(arguments: [
    (["--port", "0", "--tape", "nowhere"], "tandem: nowhere: no such file\n"),
    (
      ["--port", "0", "--listen", "nowhere.invalid"],
      "tandem: nowhere.invalid:0: is no address of this machine\n"
    ),
    // In the brackets of a URL or without them, it is one address.
    (
      ["--port", "0", "--listen", "[::g]"],
      "tandem: [::g]:0: is no address of this machine\n"
    ),
    (
      ["--port", "0", "--credentials-out", "-"],
      "tandem: --credentials-out: takes the name of a file; "
    ),
    (["--port", "70000"], "tandem: serve: --port takes a whole number from 0 to 65530, "),
  ])
  func whatCannotBeDoneIsOneSentence(_ words: [String], _ sentence: String) throws {
    let child = try Child(
      try binary(), (["serve"] + words).map { Array($0.utf8) },
      output: .file(directory.path("out")), errors: .file(directory.path("errors")),
      variables: ["SWIFT_BACKTRACE=enable=no"])
    #expect(try child.wait() == 2)
    #expect(try directory.text("errors").hasPrefix(sentence))
  }

  @Test func aTapeThatWouldMoveNothingIsRefusedBeforeItBegins() throws {
    let line = #"{"instrument":"BTC/USDT","trades":[{"price":"31000"}]}"#
    let lost = #"{"instrument":"XRP/USDT","trades":[{"price":"1"}]}"#
    let path = try directory.file("tape", Array("\(line)\n\(lost)\n".utf8))
    let child = try Child(
      try binary(), ["serve", "--port", "0", "--tape", path].map { Array($0.utf8) },
      output: .file(directory.path("out")), errors: .file(directory.path("errors")),
      variables: ["SWIFT_BACKTRACE=enable=no"])
    #expect(try child.wait() == 2)
    let reason = "move 2: instrument: XRP/USDT is traded at none of the venues meant"
    #expect(try directory.text("errors") == "tandem: \(path): \(reason)\n")
  }

  @Test func linesThatCannotBeWrittenAreToldOnce() throws {
    let child = try Child(
      try binary(), ["serve", "--port", "0"].map { Array($0.utf8) },
      output: .file("/dev/full"), errors: .file(directory.path("errors")),
      variables: ["SWIFT_BACKTRACE=enable=no"])
    #expect(try child.wait() == 2)
    #expect(
      try directory.text("errors")
        == "tandem: standard output: cannot be written: no space left\n")
  }
}
