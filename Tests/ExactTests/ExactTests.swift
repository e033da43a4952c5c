import Exact
import Testing

@Test func aDocumentKeepsOrderAndNumberText() throws {
  let document = try JSONDocument(
    parsing: #"{"b":1.50,"a":["x\u0041\n",-7,{"k":null}],"s":"94000.00"}"#)
  #expect(document.root.members.map(\.key) == ["b", "a", "s"])
  #expect(document.root["b"]?.numberText == "1.50")
  #expect(document.root["b"]?.decimal == Decimal("1.5"))
  #expect(document.root["s"]?.decimal == Decimal(94000))
  #expect(document.root["a"]?[0]?.string == "xA\n")
  #expect(document.root["a"]?[1]?.int64 == -7)
  #expect(document.root["a"]?[2]?["k"]?.isNull == true)
  #expect(try JSON(document.root).text == #"{"b":1.5,"a":["xA\n",-7,{"k":null}],"s":"94000.00"}"#)
  #expect(try Percent.decode(Percent.encode("a b/é~").utf8) == "a b/é~")
  #expect(Percent.encode("a b/é~") == "a%20b%2F%C3%A9~")
}
