import Screen
import Testing

@Suite("Paste") struct PasteTests {
  static func pasted(_ text: String) -> [UInt8] { Array("\u{1B}[200~\(text)\u{1B}[201~".utf8) }

  static func whole(_ text: String) -> Input {
    .paste(Paste(bytes: Array(text.utf8), count: text.utf8.count, ending: .marked))
  }

  @Test("Pasted text is data: newlines, escapes and control bytes in it are no keys")
  func data() {
    let text = "30000\r\n\t\u{1B}[A\u{1B}\u{1B}[201\u{1B}\u{3}é"
    #expect(
      KeyDecoderTests.decode(Self.pasted(text) + [0x31])
        == [Self.whole(text)] + KeyDecoderTests.character("1"))
  }

  @Test("The end is found across the edges of chunks") func edges() {
    let bytes = Self.pasted("12\u{1B}[20\u{1B}[2015")
    for first in 0...bytes.count {
      for second in first...bytes.count {
        var decoder = KeyDecoder()
        let inputs =
          decoder.feed(bytes[..<first]) + decoder.feed(bytes[first..<second])
          + decoder.feed(bytes[second...])
        #expect(inputs == [Self.whole("12\u{1B}[20\u{1B}[2015")], "\(first) \(second)")
      }
    }
  }

  @Test("Ten megabytes cost bounded memory, and none of them is a key") func large() {
    let chunk = [UInt8](repeating: UInt8(ascii: "7"), count: 65_536)
    var decoder = KeyDecoder()
    var inputs = decoder.feed("\u{1B}[200~".utf8)
    for _ in 0..<160 { inputs += decoder.feed(chunk) }
    inputs += decoder.feed("\u{1B}[201~".utf8)
    guard case .paste(let paste)? = inputs.first, inputs.count == 1 else {
      Issue.record("not one paste")
      return
    }
    #expect(paste.count == 160 * 65_536)
    #expect(paste.bytes.count == KeyDecoder.pasteLimit)
    #expect(paste.ending == .marked)
    #expect(!paste.isWhole)
  }

  @Test("A paste that is never ended is reported, and its end, should it come, is no key")
  func endless() {
    var decoder = KeyDecoder()
    _ = decoder.feed("\u{1B}[200~123\u{1B}[2".utf8)
    #expect(decoder.patience == .paste)
    let paste = Paste(bytes: Array("123\u{1B}[2".utf8), count: 6, ending: .timedOut)
    #expect(decoder.timeoutElapsed() == [.paste(paste)])
    #expect(!paste.isWhole)
    #expect(decoder.feed("\u{1B}[201~".utf8) == KeyDecoderTests.unknown("\u{1B}[201~"))
  }
}
