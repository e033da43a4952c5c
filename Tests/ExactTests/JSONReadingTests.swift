import Exact
import Testing

struct JSONReadingTests {
  private func root(_ text: String) throws -> JSONNode { try JSONDocument(parsing: text).root }

  @Test func membersComeInFileOrderAndNumbersKeepTheirText() throws {
    let root = try root(#" { "b" : 1.50 , "a" : -0e+07 , "" : {} } "#)
    #expect(root.members.map(\.key) == ["b", "a", ""])
    #expect(root.members.map(\.value.rawText) == ["1.50", "-0e+07", "{}"])
    #expect(root["b"]?.numberText == "1.50")
    #expect(root.count == 3 && root.kind == .object)
  }

  @Test func lookingUpFindsWhatIsThereAndNothingElse() throws {
    let root = try root(
      #"{"symbol":"BTCUSDT","sYmbol":1,"é":2,"k\u0065y":3,"a":[10,[20,21],{"x":30},40]}"#)
    #expect(root["symbol"]?.string == "BTCUSDT")
    #expect(root["sYmbol"]?.int64 == 1 && root["é"]?.int64 == 2 && root["key"]?.int64 == 3)
    #expect(
      root["e\u{301}"] == nil && root["symbo"] == nil && root[""] == nil && root["symbols"] == nil)
    let list = try #require(root["a"])
    #expect(list[0]?.int64 == 10 && list[1]?[1]?.int64 == 21 && list[2]?["x"]?.int64 == 30)
    #expect(list[3]?.int64 == 40 && list[4] == nil && list[-1] == nil && list["x"] == nil)
    #expect(root[0] == nil && list.members.map(\.key).isEmpty && root.elements.map(\.kind).isEmpty)
    #expect(list.elements.map(\.rawText) == ["10", "[20,21]", #"{"x":30}"#, "40"])
    #expect(list.count == 4 && list[0]?.count == 0 && list[0]?["x"] == nil)
  }

  @Test func everyKindAnswersOnlyItsOwnQuestions() throws {
    let list = try root(#"[null,true,false,1,"1",[],{}]"#)
    let kinds: [JSONNode.Kind] = [.null, .bool, .bool, .number, .string, .array, .object]
    #expect(list.elements.map(\.kind) == kinds)
    #expect(list.elements.map(\.isNull) == [true, false, false, false, false, false, false])
    #expect(list.elements.map(\.bool) == [nil, true, false, nil, nil, nil, nil])
    #expect(list.elements.map(\.string) == [nil, nil, nil, nil, "1", nil, nil])
    #expect(list.elements.map(\.numberText) == [nil, nil, nil, "1", nil, nil, nil])
    #expect(list.elements.map(\.text) == [nil, nil, nil, "1", "1", nil, nil])
    #expect(list.elements.map(\.int64) == [nil, nil, nil, 1, 1, nil, nil])
    #expect(list.elements.map(\.decimal) == [nil, nil, nil, 1, 1, nil, nil])
    #expect(
      list.elements.map { $0.equals("1") } == [false, false, false, false, true, false, false])
  }

  @Test func escapesAreResolved() throws {
    let root = try root(#"["\"\\\/\b\f\n\r\t","\u0041\u00e9\u20AC\ud83d\uDE00","\u0000é😀"]"#)
    #expect(root[0]?.string == "\"\\/\u{8}\u{C}\n\r\t")
    #expect(root[1]?.string == "Aé€😀")
    #expect(root[2]?.string == "\0é😀")
    #expect(root[1]?.equals("Aé€😀") == true && root[1]?.equals("Aé€") == false)
  }

  @Test(
    arguments: [
      ("9223372036854775807", Int64.max), ("-9223372036854775808", .min),
      ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("0", 0), ("-0", nil), ("\"007\"", nil), ("1.0", nil),
      ("1e2", nil),
      ("\"12\"", 12), ("\"-12\"", -12), ("\"+12\"", nil), ("\"\"", nil), ("\"-\"", nil),
      ("\" 1\"", nil),
      ("\"1\\u0032\"", 12), ("99999999999999999999", nil), ("18446744073709551616", nil),
      ("\"1/\"", nil),
    ] as [(String, Int64?)])
  func wholeNumbersFitOrAreNone(text: String, expected: Int64?) throws {
    #expect(try root(text).int64 == expected)
  }

  @Test func decimalsAreStrictInStringsAndExactInNumbers() throws {
    #expect(try root("1.5e-7").decimal?.description == "0.00000015")
    #expect(try root("\"1.5e-7\"").decimal == nil)
    #expect(try root("\"1\\u002e5\"").decimal?.description == "1.5")
    #expect(throws: DecimalError.exponent) { try root("\"1e5\"").readDecimal() }
    #expect(throws: DecimalError.noDigits) { try root("{}").readDecimal() }
    #expect(try root("1e400").decimal == nil)
  }

  @Test func aValueKnowsWhereItStands() throws {
    let root = try root("{\n  \"legs\": [\n    \"é\", {\"price\": 1}\r\n  ]\n}")
    let price = try #require(root["legs"]?[1]?["price"])
    // The é before it has two bytes, and columns count bytes.
    #expect(price.line == 3 && price.column == 21)
    #expect(root.line == 1 && root.column == 1)
    #expect(price.error("is odd").description == "line 3, column 21: is odd")
  }

  @Test func nodesOutliveTheVariableOfTheirDocument() throws {
    func inner() throws -> JSONNode? { try JSONDocument(parsing: #"{"a":["kept"]}"#).root["a"]?[0] }
    #expect(try inner()?.string == "kept")
  }

  @Test func stringsOfEveryLengthEndWhereTheirQuoteStands() throws {
    // The scanner takes eight bytes at a time: every alignment of every special byte must be seen.
    for length in 0..<40 {
      let plain = String(repeating: "x", count: length)
      for (special, text) in [("", ""), ("\\n", "\n"), ("é", "é"), ("😀", "😀"), ("\\\"", "\"")] {
        let found = try root("[\"\(plain)\(special)\(plain)\",\"\(special)\"]")
        #expect(found[0]?.string == plain + text + plain)
        #expect(found[1]?.string == text)
      }
      for byte in [0x00, 0x1F, 0x80, 0xFF] as [UInt8] {
        let bytes = Array("\"\(plain)".utf8) + [byte] + Array("\(plain)\"".utf8)
        #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
      }
    }
  }
}
