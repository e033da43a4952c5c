import Crypto
import Testing

@Suite struct HexTests {
  @Test func writesLowerCase() {
    #expect(Hex.encode([0x00, 0x0f, 0xa0, 0xff]) == "000fa0ff")
    #expect(Hex.encode([]) == "")
    var line = Array("sig=".utf8)
    Hex.encode([0xde, 0xad], into: &line)
    #expect(String(decoding: line, as: UTF8.self) == "sig=dead")
  }

  @Test func readsBothCases() {
    #expect(Hex.decode("000fA0fF") == [0x00, 0x0f, 0xa0, 0xff])
    #expect(Hex.decode("") == [])
  }

  @Test(arguments: ["0", "abc", "0g", "g0", "0x10", " 00", "00\n", "-1", "+1", "／／", "١٢", "é"])
  func refusesWhatIsNotHex(_ text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test func everyByteComesBack() {
    let all = Array(UInt8.min...UInt8.max)
    #expect(Hex.decode(Hex.encode(all)) == all)
  }
}

@Suite struct Base64Tests {
  /// RFC 4648 section 10.
  static let vectors = [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ]

  @Test(arguments: vectors)
  func agreesWithRFC4648(_ plain: String, _ encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(plain.utf8))
  }

  @Test func appends() {
    var line = Array("sig=".utf8)
    Base64.encode([0xfb, 0xff], into: &line)
    #expect(String(decoding: line, as: UTF8.self) == "sig=+/8=")
  }

  /// The last three carry bits that no encoder writes, the ones before stray padding or letters.
  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zm8", "Zg== ", " Zg==", "Zg\n==", "Zg==Zg==", "====", "Z===", "Z=g=", "=Zg=",
    "Zm9v====", "-_8=", "Zm9*", "Zmé", "Zh==", "Zn==", "Zm9=",
  ])
  func refusesWhatNoEncoderWrites(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test func everyLengthAndByteComesBack() {
    for length in 0...64 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length &* 31) }
      let text = Base64.encode(bytes)
      #expect(text.utf8.count == (length + 2) / 3 * 4)
      #expect(Base64.decode(text) == bytes)
    }
    let all = Array(UInt8.min...UInt8.max)
    #expect(Base64.decode(Base64.encode(all)) == all)
  }
}
