import Foundation
import Glibc
import Loopback

/// A plain server on a free port whose connections are played by a script, each in a thread.
///
/// It keeps every request as it came, so that a test can see the bytes and count them.
final class ScriptedServer: @unchecked Sendable {
  let port: UInt16
  private let listener: Int32
  // A pthread lock: the thread sanitizer understands it.
  private let lock = NSLock()
  private let threads = DispatchGroup()
  private var kept: [String] = []
  private var open: Set<Int32> = []
  private var isEnding = false

  /// The script gets a connection and its number, from 0.
  init(_ script: @escaping @Sendable (Visitor, Int) -> Void) {
    (listener, port) = LoopbackSocket.listening()
    run { [self] in
      var number = 0
      while true {
        let descriptor = accept(listener, nil, nil)
        if descriptor < 0 { return }
        if !admit(descriptor) { return }
        run { [self, number] in
          script(Visitor(descriptor, self), number)
          leave(descriptor)
        }
        number += 1
      }
    }
  }

  var base: String { "http://127.0.0.1:\(port)" }

  /// Every request so far, whole.
  var requests: [String] { lock.withLock { kept } }

  /// Ends every connection and waits for the threads.
  func end() {
    lock.withLock {
      isEnding = true
      for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
    shutdown(listener, Int32(SHUT_RDWR))
    threads.wait()
    close(listener)
  }

  /// Waits until every connection that came has ended.
  func waitUntilEmpty() { while !lock.withLock({ open.isEmpty }) { sched_yield() } }

  func keep(_ request: String) { lock.withLock { kept.append(request) } }

  private func run(_ body: @escaping @Sendable () -> Void) {
    threads.enter()
    Thread.detachNewThread { [threads] in
      body()
      threads.leave()
    }
  }

  private func admit(_ descriptor: Int32) -> Bool {
    lock.withLock {
      if isEnding { close(descriptor) } else { open.insert(descriptor) }
      return !isEnding
    }
  }

  private func leave(_ descriptor: Int32) {
    lock.withLock { _ = open.remove(descriptor) }
    close(descriptor)
  }
}

/// One connection of a scripted server; its calls block.
struct Visitor {
  private let socket: LoopbackSocket
  private let server: ScriptedServer

  init(_ descriptor: Int32, _ server: ScriptedServer) {
    socket = LoopbackSocket(descriptor)
    self.server = server
  }

  /// Reads a request with its body and keeps it; nil when the connection ends before.
  @discardableResult
  func request() -> String? {
    var bytes: [UInt8] = []
    let blank = Array("\r\n\r\n".utf8)
    while bytes.suffix(4) != blank {
      guard let byte = receive(1)?.first else { return nil }
      bytes.append(byte)
    }
    let head = String(decoding: bytes, as: UTF8.self)
    let length = head.lowercased().components(separatedBy: "content-length: ").dropFirst().first
      .flatMap { Int($0.prefix { $0.isNumber }) }
    var left = length ?? 0
    while left > 0 {
      guard let more = receive(min(left, 65_536)) else { return nil }
      bytes += more
      left -= more.count
    }
    let request = String(decoding: bytes, as: UTF8.self)
    keep(request)
    return request
  }

  /// Keeps something for the test to see, as if it were a request.
  func keep(_ request: String) { server.keep(request) }

  /// At most so many bytes; nil when the connection has ended.
  func receive(_ most: Int) -> [UInt8]? { socket.receive(most) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool { socket.send(bytes) }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// A whole answer.
  func answer(_ body: String, status: Int = 200) {
    send("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Waits until the client is gone.
  func waitForEnd() { while receive(65_536) != nil {} }

  /// Makes the end a reset.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      socket.descriptor, SOL_SOCKET, SO_LINGER, &linger,
      socklen_t(MemoryLayout.size(ofValue: linger)))
  }
}
