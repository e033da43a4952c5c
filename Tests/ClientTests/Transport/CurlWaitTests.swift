import Client
import Foundation
import Glibc
import Testing

@Suite("Waiting for a transport")
struct CurlWaitTests {
  @Test("Another thread wakes it, before it waits and while it does")
  func wakes() throws {
    let transport = try CurlTransport()
    transport.waker.wake()
    transport.waker.wake()
    #expect(transport.wait(milliseconds: nil).isEmpty)
    // Both rings were one.
    #expect(transport.wait(milliseconds: 0).isEmpty)
    let waker = transport.waker
    Thread.detachNewThread { waker.wake() }
    #expect(transport.wait(milliseconds: nil).isEmpty)
  }

  @Test("It wakes with a request under way, whose answer still comes")
  func wakesUnderWay() throws {
    let gate = DispatchSemaphore(value: 0)
    let server = ScriptedServer { visitor, _ in
      visitor.request()
      gate.wait()
      visitor.answer("late")
    }
    defer { server.end() }
    let caller = try Caller()
    let id = caller.begin(.plain(server.base))
    let waker = caller.transport.waker
    Thread.detachNewThread { waker.wake() }
    #expect(caller.transport.wait(milliseconds: nil).isEmpty)
    gate.signal()
    #expect(try caller.outcome(of: id).body == Array("late".utf8))
  }

  @Test("A waker outlives its transport")
  func wakerOutlives() throws {
    var transport: CurlTransport? = try CurlTransport()
    let waker = try #require(transport?.waker)
    transport = nil
    waker.wake()
  }

  /// How often this thread has gone to sleep so far.
  private static var sleeps: Int {
    var usage = rusage()
    // RUSAGE_THREAD, a macro that Swift does not see.
    getrusage(__rusage_who_t(1), &usage)
    return usage.ru_nvcsw
  }

  @Test("With an idle socket and an idle connection it sleeps without waking")
  func idle() throws {
    let server = ScriptedServer { visitor, _ in
      if visitor.request() != nil { visitor.answer("") }
      visitor.waitForEnd()
    }
    defer { server.end() }
    let caller = try Caller()
    let socket = try caller.connect("ws://127.0.0.1:\(server.port)")
    _ = try caller.ask(.plain(server.base))
    _ = caller.transport.wait(milliseconds: 0)
    let before = Self.sleeps
    #expect(caller.transport.wait(milliseconds: 700).isEmpty)
    // One sleep to the deadline; a second one if the clocks disagree by a millisecond.
    #expect(Self.sleeps - before <= 2)
    caller.transport.perform(.close(socket))
  }

  @Test("Letting go of a transport with everything under way ends it all")
  func letGo() throws {
    let server = ScriptedServer { visitor, _ in visitor.waitForEnd() }
    do {
      let caller = try Caller()
      for _ in 0..<5 { _ = caller.begin(.plain(server.base)) }
      _ = try caller.connect("ws://127.0.0.1:\(server.port)")
    }
    // Every connection has ended, or this would wait for ever.
    server.end()
  }
}
