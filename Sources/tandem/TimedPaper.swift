import Client
import Glibc
import Orders
import Paper
import Simulator

/// The built-in paper venues as a transport that looks at the clock itself, and sleeps.
struct TimedPaper: Transport {
  private var paper: PaperTransport

  init(_ now: Moment) { paper = PaperTransport(.calm(now: now.wall), now: now) }

  mutating func perform(_ action: TransportAction) {
    paper.now = .current()
    paper.perform(action)
  }

  mutating func wait(milliseconds: Int64?) -> [TransportEvent] {
    paper.now = .current()
    let events = paper.wait(milliseconds: 0)
    guard events.isEmpty else { return events }
    let due = paper.nextDuty.map { max(0, $0 - paper.now.uptime) }
    guard let pause = [milliseconds, due].compactMap({ $0 }).min(), pause > 0 else { return [] }
    poll(nil, 0, Int32(clamping: pause))
    paper.now = .current()
    return paper.wait(milliseconds: 0)
  }
}
