import Journal
import Orders
import Venues

/// What a session has of the client it belongs to: the time, numbers, the journal, and a place to
/// put what it wants done and told.
struct SessionContext: Sendable {
  var now: Moment
  let journal: any JournalKeeping
  let options: ClientOptions
  let chance: Chance
  var actions: [TransportAction] = []
  var news: [ClientNews] = []
  /// Numbers of requests and sockets; some venues see them, and none is used twice.
  private var lastNumber: Int64

  init(
    now: Moment, journal: any JournalKeeping, options: ClientOptions, chance: Chance,
    firstNumber: Int64
  ) {
    self.now = now
    self.journal = journal
    self.options = options
    self.chance = chance
    lastNumber = firstNumber
  }

  mutating func number() -> Int64 {
    lastNumber += 1
    return lastNumber
  }

  mutating func note(_ text: String, _ weight: ClientNews.Remark.Weight = .plain) {
    news.append(.note(ClientNews.Remark(text, weight)))
  }
}
