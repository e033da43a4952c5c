import Client
import Exact
import Orders
import Testing
import TicketApp
import Venues

@testable import Screen

/// What a terminal is sent for a key, and for news of the world; bounds that are kept by no clock.
extension CursesTests {
  @Suite("Bytes of the ticket") struct TicketBytesTests {
    /// The program, and how many bytes it takes to show what changed.
    struct Desk {
      private var app: App
      private var painter: Painter
      private let sheet: StyleSheet
      private let instrument = Instrument.spot(base: "BTC", quote: "USDT")

      init() throws {
        let size = Size(columns: 120, rows: 40)
        let description = try TerminalDescription("xterm-256color")
        _ = Painter.usesUnicode()
        painter = try Painter(description, depth: .indexed, size: size)
        sheet = try #require(try BuiltInThemes.theme(BuiltInThemes.standardID)).styles(at: .indexed)
        app = App(App.Setup(), size: size)
        _ = market(30_000)
      }

      func close() { painter.close() }

      mutating func take(_ event: AppEvent) -> Int {
        _ = app.update(event)
        return painter.update(app.draw(), sheet).count
      }

      mutating func press(_ code: Key.Code) -> Int { take(.input(.key(Key(code)))) }

      mutating func type(_ text: String) -> [Int] {
        text.unicodeScalars.map { press(.character($0)) }
      }

      /// Every venue's market moves at once, as on paper.
      mutating func market(_ last: Decimal) -> Int {
        let quote = Market(last: last, bid: try? last - 1, ask: try? last + 1, mark: last)
        _ = app.update(together: VenueCatalogue.all.map { .market($0.id, instrument, quote) })
        return painter.update(app.draw(), sheet).count
      }

      var text: String { app.draw().text }
    }

    private static func median(_ counts: [Int]) -> Int { counts.sorted()[counts.count / 2] }

    @Test("A key of a price costs sixty bytes with five live payloads, and a field as many")
    func typing() throws {
      var desk = try Desk()
      defer { desk.close() }
      for _ in 0..<5 { _ = desk.press(.tab) }
      var keys: [Int] = []
      for price in ["31500", "32150.25", "30750.5"] {
        keys += desk.type(price)
        #expect(desk.text.contains("abovePrice \(price)"))
        var fields: [Int] = []
        // Round the form, to the same field.
        for _ in 0..<14 { fields.append(desk.press(.tab)) }
        #expect(Self.median(fields) <= 60, "\(fields)")
      }
      #expect(Self.median(keys) <= 60, "\(keys)")
    }

    @Test("Fields and lines stay where they are while an illegal price is typed")
    func places() throws {
      var desk = try Desk()
      defer { desk.close() }
      let rows = { (text: String) in
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
      let before = rows(desk.text)
      for _ in 0..<5 { _ = desk.press(.tab) }
      for key in "31500" {
        _ = desk.type(String(key))
        let after = rows(desk.text)
        for (row, line) in before.enumerated() where line.contains("tif ") {
          // The mark beside a field stands in the first column.
          #expect(after[row].dropFirst(2).prefix(20) == line.dropFirst(2).prefix(20))
        }
        let summary = before.firstIndex { $0.contains("break-even") }
        #expect(summary == after.firstIndex { $0.contains("break-even") })
      }
    }

    /// A fill shows in its leg's row and in the list's.
    @Test("A row of the panel costs twenty bytes when it changes") func row() throws {
      var desk = try Desk()
      defer { desk.close() }
      var list = OrderList(venue: VenueCatalogue.all[0].id, status: .open)
      list.kind = .oco
      var order = Order(status: .partlyFilled, venueStatus: "PARTIALLY_FILLED")
      order.quantity = 5
      list.orders = [order]
      var counts: [Int] = []
      for filled in 1...9 {
        list.orders[0].filled = Decimal(filled)
        let record = ListRecord(ListKey(list.venue, "x"), list)
        counts.append(desk.take(.lists([record])))
      }
      #expect(counts.dropFirst(2).allSatisfy { 0 < $0 && $0 <= 2 * 20 }, "\(counts)")
    }

    @Test("Nothing new costs nothing, and a market that moves once a second a hundred and fifty")
    func market() throws {
      var desk = try Desk()
      defer { desk.close() }
      #expect(desk.take(.now(Timestamp(milliseconds: 1_796_133_731_000))) == 0)
      #expect(desk.market(30_000) == 0)
      var counts: [Int] = []
      var price: Decimal = 30_000
      let unit = try #require(Decimal("1.5"))
      // As the paper market walks: a third of the time it stays, and small steps are most.
      for step in [1, -1, 2, 0, -2, 1, 0, 1, -1, 0, -1, 2, 0, -2, 1] {
        price = try price + Decimal(step) * unit
        counts.append(desk.market(price))
      }
      #expect(counts.reduce(0, +) <= 150 * counts.count, "\(counts)")
    }
  }
}
