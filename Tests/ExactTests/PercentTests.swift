import Exact
import Testing

struct PercentTests {
  /// RFC 3986, section 2.3 names the unreserved characters; section 2.1 wants upper-case digits.
  @Test func onlyUnreservedCharactersStay() {
    let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    #expect(Percent.encode(unreserved) == unreserved)
    for byte in UInt8(0)..<0x80 {
      let text = String(Unicode.Scalar(byte))
      if unreserved.contains(text) { continue }
      let digits = String(byte, radix: 16, uppercase: true)
      #expect(Percent.encode(text) == "%" + (digits.count == 1 ? "0" : "") + digits)
    }
    #expect(Percent.encode("a b/é€😀+=") == "a%20b%2F%C3%A9%E2%82%AC%F0%9F%98%80%2B%3D")
    var bytes: [UInt8] = Array("q=".utf8)
    Percent.encode("&", into: &bytes)
    #expect(bytes == Array("q=%26".utf8))
  }

  @Test func decodingUndoesEncoding() throws {
    let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init))) + "😀"
    #expect(try Percent.decode(Percent.encode(text).utf8) == text)
    #expect(try Percent.decode("%c3%A9%2f".utf8) == "é/")
    #expect(try Percent.decode("a+b%2B".utf8) == "a+b+")
    #expect(try Percent.decode("a+b%2B".utf8, plusIsSpace: true) == "a b+")
    #expect(try Percent.decode("".utf8) == "")
  }

  @Test(
    arguments: [
      ("%", .badEscape(position: 1)), ("a%2", .badEscape(position: 2)),
      ("%zz", .badEscape(position: 1)),
      ("%2g", .badEscape(position: 1)), ("%%20", .badEscape(position: 1)),
      ("%+1", .badEscape(position: 1)),
      ("a b", .unescaped(0x20, position: 2)), ("é", .unescaped(0xC3, position: 1)),
      ("a\n", .unescaped(0x0A, position: 2)), ("%FF", .notText), ("%C3", .notText),
      ("%ED%A0%80", .notText),
      ("%C0%AF", .notText),
    ] as [(String, PercentError)])
  func whatIsNotEncodedTextIsRefused(text: String, reason: PercentError) {
    #expect(throws: reason) { try Percent.decode(text.utf8) }
  }

  @Test func theLengthIsBounded() throws {
    let longest = [UInt8](repeating: UInt8(ascii: "a"), count: Percent.maxBytes)
    #expect(try Percent.decode(longest).utf8.count == Percent.maxBytes)
    #expect(throws: PercentError.tooLong) { try Percent.decode(longest + [UInt8(ascii: "a")]) }
  }
}
