import Exact
import Testing

struct JSONWritingTests {
  @Test func membersAreWrittenInOrderWithoutSpaces() throws {
    let price = try Decimal(parsing: "0.0000001")
    let value: JSON = [
      "symbol": "BTC/USDT", "count": 2, "open": true, "none": .null, "price": .number(price),
      "list": ["a", -1, false, [:], []],
    ]
    #expect(
      value.text
        == #"{"symbol":"BTC/USDT","count":2,"open":true,"none":null,"price":0.0000001,"#
        + #""list":["a",-1,false,{},[]]}"#
    )
  }

  @Test func theSmallestAndTheLargestIntegerAreWrittenOut() {
    #expect(JSON.integer(.min).text == "-9223372036854775808")
    #expect(JSON.integer(.max).text == "9223372036854775807")
  }

  /// RFC 8259, section 7: quotation mark, reverse solidus and U+0000 to U+001F must be escaped.
  @Test func onlyWhatMustBeEscapedIsEscaped() {
    let controls = String(String.UnicodeScalarView((0..<0x20).compactMap(Unicode.Scalar.init)))
    #expect(
      JSON.string(controls).text
        == #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r"#
        + #"\u000E\u000F\u0010\u0011\u0012\u0013"#
        + #"\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F""#)
    #expect(JSON.string("\"\\/\u{7F}é😀").text == "\"\\\"\\\\/\u{7F}é😀\"")
    var bytes: [UInt8] = Array("x".utf8)
    JSONText.quote("a\"b", into: &bytes)
    #expect(bytes == Array(#"x"a\"b""#.utf8))
  }

  @Test func copyingKeepsIntegersAndExactNumbersApart() throws {
    let document = try JSONDocument(parsing: "[1,1.50,1e2,9223372036854775808,-0]")
    #expect(
      try JSON(document.root) == [
        1, .number(Decimal("1.5") ?? .zero), .number(100),
        .number(Decimal("9223372036854775808") ?? .zero), .number(.zero),
      ])
  }

  @Test func aNumberThatCannotBeHeldIsAnErrorAtItsPlace() throws {
    let document = try JSONDocument(parsing: "[1,\n 1e400]")
    #expect {
      try JSON(document.root)
    } throws: {
      "\($0)" == "line 2, column 2: the number has an exponent that makes it too large or too small"
    }
  }
}
