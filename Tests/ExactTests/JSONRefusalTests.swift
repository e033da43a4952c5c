import Exact
import Testing

struct JSONRefusalTests {
  private func refusal(_ text: String, limits: JSONLimits = .standard) -> String? {
    do {
      _ = try JSONDocument(parsing: text, limits: limits)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("[1,]", "line 1, column 3: trailing comma"),
    ("{\"a\":1,\n}", "line 1, column 7: trailing comma"),
    ("", "line 1, column 1: the text ends where a value is needed"),
    ("[1", "line 1, column 3: the text ends where ',' or ']' is needed"),
    ("[01]", "line 1, column 2: a number starts with a zero"),
    ("[-00]", "line 1, column 2: a number starts with a zero"),
    ("{\"a\":1,\n \"a\":2}", "line 2, column 2: the object has this key twice"),
    ("{\"a\":1,\"\\u0061\":2}", "line 1, column 8: the object has this key twice"),
    ("1 2", "line 1, column 3: there is something after the end of the value"),
    ("\"a", "line 1, column 1: a string has no end"),
    ("[NaN]", "line 1, column 2: 'N' stands where a value is needed"),
    ("[nul]", "line 1, column 2: an unknown word; only true, false and null are words"),
    ("['a']", "line 1, column 2: single quotes; JSON needs double quotes"),
    ("{a:1}", "line 1, column 2: 'a' stands where a key in quotes is needed"),
    ("{\"a\" 1}", "line 1, column 6: '1' stands where ':' after the key is needed"),
    ("[1 2]", "line 1, column 4: '2' stands where ',' or ']' is needed"),
    ("{\"a\":1]", "line 1, column 7: ']' stands where ',' or '}' is needed"),
    (
      "\"\t\"",
      "line 1, column 2: a control character (the byte 0x09) in a string; write it as an escape"
    ),
    ("\"\\x\"", "line 1, column 2: an unknown escape"),
    ("\"\\ud800\"", "line 1, column 2: a high surrogate stands alone"),
    ("\"\\udc00\"", "line 1, column 2: a low surrogate stands alone"),
    ("\"\\u12\"", "line 1, column 2: \\u needs four hexadecimal digits"),
    ("// x\n1", "line 1, column 1: a comment or a stray '/'; JSON has no comments"),
    ("\u{FEFF}1", "line 1, column 1: the text starts with a byte order mark"),
    ("[1.]", "line 1, column 4: ']' stands where a digit after the point is needed"),
    ("[1e]", "line 1, column 4: ']' stands where a digit of the exponent is needed"),
    ("[-]", "line 1, column 3: ']' stands where a digit is needed"),
    ("[\0]", "line 1, column 2: the byte 0x00 stands where a value is needed"),
  ])
  func aRefusalNamesThePlaceAndTheReason(text: String, expected: String) {
    #expect(refusal(text) == expected)
    #expect(!NaiveJSON.accepts(Array(text.utf8)))
  }

  @Test func keysThatOnlyLookAlikeAreDifferent() {
    #expect(refusal("{\"é\":1,\"e\u{301}\":2}") == nil)
    #expect(refusal(#"{"a":{"a":{"a":1}},"b":{"a":1}}"#) == nil)
  }

  @Test(arguments: [2, 16, 17, 63, 64, 65, 66, 500])
  func aKeyThatComesTwiceIsFoundInObjectsOfAnySize(count: Int) {
    let members = (0..<count).map { "\"key\($0)\":[{\"x\":0}]" }
    #expect(refusal("{" + members.joined(separator: ",") + "}") == nil)
    for repeated in [0, count / 2, count - 1] {
      let text = "{" + (members + ["\"key\(repeated)\":1"]).joined(separator: ",") + "}"
      #expect(refusal(text)?.hasSuffix("the object has this key twice") == true)
      let escaped = "{" + (["\"\\u006bey\(repeated)\":1"] + members).joined(separator: ",") + "}"
      #expect(refusal(escaped)?.hasSuffix("the object has this key twice") == true)
    }
  }

  @Test func keysWithEqualFingerprintsAreToldApart() {
    // The same length, first, middle and last byte: only a full comparison can tell.
    let members = (10..<60).map { "\"a\($0)mm\($0)z\":0" }
    #expect(refusal("{" + members.joined(separator: ",") + "}") == nil)
    #expect(refusal("{" + (members + [members[7]]).joined(separator: ",") + "}") != nil)
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func nestingIsBoundedWithoutRecursion() {
    let open = String(repeating: "[", count: 100_000)
    #expect(refusal(open) == "line 1, column 129: arrays and objects nest more than 128 deep")
    #expect(refusal(nested(128)) == nil)
    #expect(refusal(nested(129)) != nil)
    var limits = JSONLimits.standard
    limits.depth = 1_000_000
    #expect(refusal(nested(100_000), limits: limits) == nil)
    #expect(refusal(open, limits: limits) != nil)
    #expect(refusal(String(repeating: "{\"a\":", count: 100_000), limits: limits) != nil)
  }

  @Test func copyingADeepDocumentIsRefusedAndNotAStackOverflow() throws {
    var limits = JSONLimits.standard
    limits.depth = 1_000_000
    let document = try JSONDocument(parsing: nested(100_000), limits: limits)
    #expect(throws: JSONError.self) { try JSON(document.root) }
  }

  @Test func sizeAndNumberOfNodesAreBounded() {
    var limits = JSONLimits.standard
    limits.bytes = 5
    limits.nodes = 3
    #expect(refusal("[1,2]", limits: limits) == nil)
    #expect(refusal("[1,22]", limits: limits)?.contains("6 bytes; at most 5") == true)
    limits.bytes = 100
    #expect(refusal("[1,2,3]", limits: limits)?.hasSuffix("more than 3 values and keys") == true)
    #expect(refusal(#"{"a":1,"b":2}"#, limits: limits) != nil)
  }

  @Test func invalidUTF8IsRefusedEverywhere() {
    // From Unicode 15, table 3-7: just outside each row of the well-formed sequences.
    let faults: [[UInt8]] = [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x7F], [0xC2, 0xC0],
      [0xE0, 0x9F, 0xBF],
      [0xE0, 0xA0], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xEF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF0, 0x90, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
    ]
    let sound: [[UInt8]] = [
      [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
      [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
    ]
    for (sequences, isValid) in [(faults, false), (sound, true)] {
      for sequence in sequences {
        let value = (try? JSONDocument(parsing: [0x22] + sequence + [0x22])) != nil
        let key =
          (try? JSONDocument(parsing: [0x7B, 0x22] + sequence + Array("\":1}".utf8))) != nil
        #expect(value == isValid && key == isValid, "\(sequence)")
      }
    }
  }
}
