import Crypto
import Exact
import Testing

@testable import Journal

@Suite("The journal as text") struct JournalExportTests {
  private func record(_ body: String, list: String = "td-1") -> JournalRecord {
    var entry = entry(1)
    entry.list = list
    return JournalRecord(entry, body: body, after: .start)
  }

  @Test("A record is one object with its particulars untouched") func json() throws {
    let body = #"{"price":1.50e3,"size":"0.010","n":12345678901234567890123}"#
    let record = record(body)
    let hashes =
      "\"previous\":\"\(Hex.encode(record.previous))\",\"hash\":\"\(Hex.encode(record.hash))\""
    #expect(
      JournalExport.json(record)
        == #"{"sequence":1,"time":"2027-01-15T08:00:00.001Z","kind":"note","list":"td-1","#
        + #""venue":"binance","env":"paper","account":"paper","body":"# + body + ",\(hashes)}")
    _ = try JSONDocument(parsing: JournalExport.json(record))
  }

  @Test(
    "Particulars that are no JSON on one line are a string",
    arguments: ["", "{", "{\"a\":1,\"a\":2}", "{\n}", "{\r}", "1}\n{", "\u{1B}[2J"])
  func spoilt(_ body: String) throws {
    let line = JournalExport.json(record(body, list: "a\n\"b"))
    #expect(!line.contains("\n"))
    let root = try JSONDocument(parsing: line).root
    #expect(root["body"]?.string == body)
    #expect(root["list"]?.string == "a\n\"b")
  }

  @Test("A record is one line for people") func line() {
    #expect(
      JournalExport.line(record("{}"))
        == "1  2027-01-15T08:00:00.001Z  note  binance/paper/paper  td-1  {}")
    #expect(
      JournalExport.line(record("{}", list: ""))
        == "1  2027-01-15T08:00:00.001Z  note  binance/paper/paper  {}")
  }
}
