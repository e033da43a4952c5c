import Exact
import Orders
import Testing

@testable import Simulator

@Suite struct ScenarioTimelineTests {
  @Test func everyLegIsToldInItsColumns() throws {
    let run = try Plays.run(#""32000@0.004",{"cancel":"leg 2"}"#)
    let lines = ScenarioTimeline.page(run).split(separator: "\n").map(String.init)
    let head = try #require(lines.first { $0.hasPrefix("step") })
    // Every row of a leg has its status and the venue's word under their headings.
    for (word, own) in [("partly filled", "PARTIALLY_FILLED"), ("expired", "EXPIRED")] {
      let rows = lines.filter { $0.hasSuffix(own) }
      #expect(rows.count == 2)
      for row in rows {
        #expect(place(of: word, in: row) == place(of: "status", in: head), "\(row)")
        #expect(place(of: own, in: row) == place(of: "at Binance", in: head), "\(row)")
      }
    }
    #expect(lines.contains { $0.hasSuffix("nothing is left to cancel") })
  }

  private func place(of word: String, in line: String) -> Int? {
    let line = Array(line)
    return line.indices.first { line[$0...].starts(with: Array(word)) }
  }

  @Test func longTextStaysInItsColumn() {
    let columns = TextColumns(columns: [.init(width: 3, isRight: true), .init(width: 5)])
    #expect(columns.row(["1", "aa bbb cc"]) == ["  1  aa", "     bbb", "     cc"])
    #expect(columns.row(["1", "abcdefgh"]) == ["  1  abcde", "     fgh"])
    #expect(columns.row(["", ""]) == [])
  }
}
