import Exact
import Journal
import Orders
import Testing

@Suite struct MemoryJournalTests {
  @Test func entriesComeBackInOrder() throws {
    let journal = MemoryJournal()
    let entries = JournalEntry.Kind.allCases.enumerated().map { index, kind in
      JournalEntry(
        kind, list: "td-oco-\(index)", venue: VenueID("binance"), environment: .paper,
        account: "paper", time: Timestamp(milliseconds: Int64(index)), body: .object([]))
    }
    journal.append(Array(entries.prefix(2)), durably: true)
    journal.append(Array(entries.dropFirst(2)), durably: false)
    var read: [JournalEntry] = []
    journal.forEach { read.append($0) }
    #expect(read == entries)
  }
}
