import Foundation
import Glibc
import Loopback
import Orders
import Testing
import Venues

@testable import Simulator

/// A server on free ports, in a thread of its own, and blocking clients.
private final class Served {
  let listening: Listening
  private let stop: Int32
  private let ended = DispatchSemaphore(value: 0)

  init(
    mostClients: Int = 2000, mostBytes: Int = 128 << 20, limits: ConnectionLimits = .standard
  ) throws {
    let now = Moment.current().wall
    let simulator = Simulator([EchoServing(now: now)], limits: limits)
    let listening = try Listening(
      [.venue(VenueID("binance")), .control], address: "127.0.0.1", firstPort: 0)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ServerFailure(place: "", reason: "no pipe") }
    self.listening = listening
    stop = ends[1]
    let (reading, ended) = (ends[0], ended)
    Thread.detachNewThread {
      Server(simulator, on: listening, mostClients: mostClients, mostBytes: mostBytes)
        .run(until: reading)
      close(reading)
      ended.signal()
    }
  }

  /// Ends the thread and waits for it.
  func end() {
    var byte: UInt8 = 1
    write(stop, &byte, 1)
    ended.wait()
    close(stop)
  }

  func connect(_ place: Int = 0) -> Client { Client(listening.places[place].port) }
}

/// A blocking connection, closed with its last reference.
private final class Client {
  /// nil where nobody listened.
  private let socket: LoopbackSocket?

  init(_ port: UInt16) { socket = LoopbackSocket(to: port) }

  deinit { socket?.close() }

  var descriptor: Int32 { socket?.descriptor ?? -1 }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool { socket?.send(bytes) ?? false }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// What comes until a text has come, or nothing more does.
  func read(until text: String) -> String {
    var all: [UInt8] = []
    let wanted = Array(text.utf8)
    while let piece = socket?.receive() {
      // The text may stand across two pieces.
      let seam = max(0, all.count - wanted.count)
      all += piece
      if all[seam...].contains(wanted) { break }
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// Everything until the other end closes.
  func readAll() -> String { socket?.receiveAll() ?? "" }

  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }
}

@Suite("Server on sockets", .serialized)
struct ServerTests {
  private static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("It answers, keeps alive, and ends when it is asked to")
  func answers() throws {
    let served = try Served()
    let client = served.connect()
    for _ in 0..<3 {
      client.send(Self.get)
      #expect(client.read(until: "}").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
    client.send("GET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    #expect(client.readAll().contains("\"target\":\"/b\""))
    let control = served.connect(1)
    control.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(control.read(until: "}").contains("\"status\":\"ok\""))
    served.end()
    let late = served.connect()
    late.send(Self.get)
    #expect(late.readAll() == "")
  }

  @Test("A taken port, and an address of somebody else, are told in a sentence")
  func failures() throws {
    let served = try Served()
    let port = served.listening.places[0].port
    #expect(throws: ServerFailure(place: "127.0.0.1:\(port)", reason: "the port is taken")) {
      _ = try Listening([.control], address: "127.0.0.1", firstPort: port)
    }
    served.end()
    #expect(
      throws: ServerFailure(
        place: "192.0.2.1:0", reason: "this machine does not have the address")
    ) { _ = try Listening([.control], address: "192.0.2.1", firstPort: 0) }
    #expect(throws: ServerFailure.self) {
      _ = try Listening([.control, .control], address: "127.0.0.1", firstPort: 65_535)
    }
  }

  @Test("A client that stops sending still gets its answer")
  func halfClose() throws {
    let served = try Served()
    let client = served.connect()
    client.send(Self.get)
    client.endSending()
    #expect(client.readAll().contains("200 OK"))
    served.end()
  }

  @Test("An answer much larger than a socket's room arrives whole")
  func largeAnswers() throws {
    let served = try Served()
    let client = served.connect()
    client.send(
      String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 40)
        + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    let text = client.readAll()
    #expect(text.utf8.count > 40 * 200_000 && text.contains("\"target\":\"/last\""))
    served.end()
  }

  @Test("Five megabytes are refused with 413, which arrives")
  func largeBody() throws {
    let served = try Served()
    for head in [
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5242880\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n",
    ] {
      let client = served.connect()
      // All of it is taken, or the client would meet a reset before it reads the answer.
      let body = Array(repeating: UInt8(ascii: "x"), count: 5 << 20)
      #expect(client.send(Array(head.utf8) + body))
      #expect(client.readAll().hasPrefix("HTTP/1.1 413 "))
    }
    served.end()
  }

  @Test("A thousand bad connections leave the others served")
  func hostileCrowd() throws {
    let served = try Served()
    let good = served.connect()
    let stream = served.connect()
    stream.send(Wire.upgrade("/ws"))
    #expect(stream.read(until: "hello").contains("101 Switching"))
    var chance = Chance(7)
    let half = Array("POST /place/x HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nhalf".utf8)
    let upgrade = Array(Wire.upgrade("/ws").utf8)
    let crowd = (0..<1000).map { number in
      let client = served.connect(number % 10 == 9 ? 1 : 0)
      switch number % 6 {
      case 0: client.send((0..<300).map { _ in UInt8.random(in: 0...255, using: &chance) })
      case 1: client.send(half)
      case 2: client.send(Array("GET /\u{FF} HTTP/1.1\r\nX: ".utf8) + [0xC3, 0x28, 0xFF])
      // An unmasked frame, and one that announces more than is taken.
      case 3: client.send(upgrade + [0x81, 0x01, 0x61])
      case 4: client.send(upgrade + [0x82, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])
      default: break
      }
      if number % 50 == 0 {
        good.send(Self.get)
        #expect(good.read(until: "}").contains("200 OK"))
      }
      return client
    }
    good.send("POST /place/y HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(good.read(until: "}").contains("\"placed\":true"))
    #expect(stream.read(until: "order y-a working").contains("y-a"))
    #expect(crowd.count == 1000)
    served.end()
  }

  @Test("A client that floods does not keep the others waiting")
  func flood() throws {
    let served = try Served()
    let flood = served.connect()
    _ = fcntl(flood.descriptor, F_SETFL, O_NONBLOCK)
    let good = served.connect()
    let many = String(repeating: Self.get, count: 500)
    for _ in 0..<50 {
      // Its answers are never read, so its own sending comes to a halt.
      flood.send(many)
      good.send(Self.get)
      #expect(good.read(until: "}").contains("200 OK"))
    }
    served.end()
  }

  @Test("Whoever comes beyond the bound is sent away with 503, and room is given again")
  func bound() throws {
    let served = try Served(mostClients: 3)
    var inside: [Client] = (0..<3).map { _ in served.connect() }
    for client in inside {
      client.send(Self.get)
      #expect(client.read(until: "}").contains("200 OK"))
    }
    #expect(served.connect().readAll().hasPrefix("HTTP/1.1 503 "))
    let gone = inside.removeLast()
    gone.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    gone.endSending()
    // The server has closed its end once this returns.
    _ = gone.readAll()
    var answer = ""
    for _ in 0..<1000 where !answer.contains("200 OK") {
      let next = served.connect()
      next.send(Self.get)
      answer = next.read(until: "}")
    }
    #expect(answer.contains("200 OK"))
    served.end()
  }

  @Test("Whoever holds most is cut once all together hold too much; the others stay")
  func greed() throws {
    let served = try Served(mostBytes: 300_000)
    func begin(_ bytes: Int, of length: Int) -> Client {
      let client = served.connect()
      let head = "POST /place/x HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
      client.send(Array(head.utf8) + Array(repeating: UInt8(ascii: "x"), count: bytes))
      return client
    }
    let modest = begin(20_000, of: 20_001)
    #expect(!begin(1_000_000, of: 1_000_000).readAll().contains("HTTP/1.1"))
    modest.send("x")
    #expect(modest.read(until: "}").contains("\"placed\":true"))
    served.end()
  }

  @Test("A slow request is ended by the clock, and faults cut real connections")
  func deadlinesAndFaults() throws {
    var limits = ConnectionLimits.standard
    limits.requestTime = 50
    let served = try Served(limits: limits)
    let slow = served.connect()
    slow.send("GET / HTT")
    #expect(slow.readAll().hasPrefix("HTTP/1.1 408 "))
    func arm(_ fault: String) {
      let control = served.connect(1)
      control.send(
        "POST /fault HTTP/1.1\r\nHost: a\r\nContent-Length: \(fault.utf8.count)\r\n\r\n\(fault)")
      #expect(control.read(until: "}}").contains("armed"))
    }
    arm(#"{"fault":"drop_reply"}"#)
    let dropped = served.connect()
    dropped.send(Self.get)
    #expect(dropped.readAll() == "")
    arm(#"{"fault":"cut_reply","bytes":12}"#)
    let cut = served.connect()
    cut.send(Self.get)
    #expect(cut.readAll() == "HTTP/1.1 200")
    arm(#"{"fault":"delay_reply","ms":20}"#)
    let late = served.connect()
    late.send(Self.get)
    #expect(late.read(until: "}").contains("200 OK"))
    served.end()
  }
}
