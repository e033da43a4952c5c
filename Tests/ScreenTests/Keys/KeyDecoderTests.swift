import Screen
import Testing

@Suite("Keys") struct KeyDecoderTests {
  /// Feeds bytes at once; the time runs out as often as there is something to wait for.
  static func decode(
    _ bytes: [UInt8], table: KeyTable = KeyTable(), patient: Bool = false
  )
    -> [Input]
  {
    var decoder = KeyDecoder(table: table)
    var inputs = decoder.feed(bytes)
    while !patient, decoder.patience != nil { inputs += decoder.timeoutElapsed() }
    return inputs
  }

  static func decode(_ text: String) -> [Input] { decode(Array(text.utf8)) }

  static func key(_ code: Key.Code, _ modifiers: Key.Modifiers = []) -> [Input] {
    [.key(Key(code, modifiers))]
  }

  static func character(_ scalar: Unicode.Scalar, _ modifiers: Key.Modifiers = []) -> [Input] {
    key(.character(scalar), modifiers)
  }

  static func unknown(_ text: String) -> [Input] { [.unknown(Array(text.utf8))] }

  @Test("Plain bytes type, and control bytes are their keys") func plain() {
    #expect(Self.decode("a1é€😀") == "a1é€😀".unicodeScalars.flatMap { Self.character($0) })
    #expect(Self.decode("\r") == Self.key(.enter))
    #expect(Self.decode("\t") == Self.key(.tab))
    #expect(Self.decode([0x7F, 0x08]) == Self.key(.backspace) + Self.key(.backspace))
    #expect(Self.decode([0x00]) == Self.character(" ", .control))
    #expect(Self.decode([0x03]) == Self.character("c", .control))
    #expect(Self.decode("\n") == Self.character("j", .control))
    #expect(Self.decode([0x1F]) == Self.character("_", .control))
  }

  /// xterm's "ctlseqs", sections "PC-Style Function Keys" and "VT220-Style Function Keys".
  @Test(
    "Cursor, editing and function keys of xterm",
    arguments: [
      ("[A", Key(.up)), ("OA", Key(.up)), ("[1;2C", Key(.right, .shift)),
      ("[1;3D", Key(.left, .alt)), ("[1;5B", Key(.down, .control)),
      ("[1;8H", Key(.home, [.shift, .alt, .control])), ("OF", Key(.end)), ("[E", Key(.begin)),
      ("[2~", Key(.insert)), ("[3~", Key(.delete)), ("[3;5~", Key(.delete, .control)),
      ("[5~", Key(.pageUp)), ("[6;2~", Key(.pageDown, .shift)), ("[1~", Key(.home)),
      ("[4~", Key(.end)), ("OP", Key(.function(1))), ("OS", Key(.function(4))),
      ("[1;2R", Key(.function(3), .shift)), ("[15~", Key(.function(5))),
      ("[21;5~", Key(.function(10), .control)), ("[24~", Key(.function(12))),
      ("[Z", Key(.tab, .shift)), ("OM", Key(.enter)), ("[[A", Key(.function(1))),
      ("[[E", Key(.function(5))), ("[11~", Key(.function(1))), ("[1;9A", Key(.up, .other)),
      ("[a", Key(.up, .shift)), ("Oa", Key(.up, .control)), ("O5C", Key(.right, .control)),
    ]) func xterm(_ sequence: String, _ key: Key)
  {
    #expect(Self.decode("\u{1B}\(sequence)") == [.key(key)])
    let text = Self.character("7")
    #expect(Self.decode("7\u{1B}\(sequence)7") == text + [.key(key)] + text)
    if key.modifiers.contains(.alt) { return }
    let alt = Key(key.code, key.modifiers.union(.alt))
    #expect(Self.decode("\u{1B}\u{1B}\(sequence)") == [.key(alt)])
  }

  /// kitty's "Comprehensive keyboard handling", and xterm's modifyOtherKeys.
  @Test(
    "Keys with modifiers that older forms cannot say",
    arguments: [
      ("[27;5;9~", Key(.tab, .control)), ("[97;5u", Key(.character("a"), .control)),
      ("[27;2;13~", Key(.enter, .shift)), ("[13;2u", Key(.enter, .shift)), ("[27u", Key(.escape)),
      ("[127;3u", Key(.backspace, .alt)),
      ("[97:65;6:1u", Key(.character("a"), [.shift, .control])),
      ("[57414u", Key(.enter)), ("[49;3u", Key(.character("1"), .alt)),
      // Num Lock is 128.
      ("[97;133u", Key(.character("a"), .control)),
    ]) func kitty(_ sequence: String, _ key: Key)
  {
    #expect(Self.decode("\u{1B}\(sequence)") == [.key(key)])
  }

  @Test(
    "What a sequence would type is not typed",
    arguments: ["[49u", "[65;2u", "[27;2;49~", "Op", "Oy", "[49;1:3u", "[57400u", "[27;1;53~"])
  func typing(_ sequence: String) {
    #expect(Self.decode("\u{1B}\(sequence)") == Self.unknown("\u{1B}\(sequence)"))
  }

  @Test(
    "Sequences that mean nothing are swallowed whole",
    arguments: [
      "[1;2y", "[?1;2c", "[>41;390;0c", "[24;80R", "[1;1R", "[0n", "[12$y", "[1;2;3C", "[2;5A",
      "[99~", "[=5u", "[1;0A", "[1;257A", "[99999999999999999999A", "[<0;10M", "[<0;0;5M",
      "[<200;1;1M", "[1 q", "(B", "#8", " F", "[5!p", "\\", "[[9", "O1;2z", "[12:5", "O12",
    ]) func swallowed(_ sequence: String)
  {
    let bytes = Array("\u{1B}\(sequence)".utf8)
    #expect(Self.decode(bytes, patient: true).allSatisfy { $0 == .unknown(bytes) })
    let after = Self.decode("\u{1B}\(sequence)\u{1B}[A4")
    #expect(after.suffix(2) == Self.key(.up)[...] + Self.character("4"))
    #expect(after.dropLast(2) == Self.unknown("\u{1B}\(sequence)")[...])
  }

  @Test("Alt is ESC and a character that stands alone") func alt() {
    #expect(Self.decode("\u{1B}a") == Self.character("a", .alt))
    #expect(Self.decode("\u{1B}5") == Self.character("5", .alt))
    #expect(Self.decode("\u{1B}\r") == Self.key(.enter, .alt))
    #expect(Self.decode("\u{1B}\u{7F}") == Self.key(.backspace, .alt))
    #expect(Self.decode("\u{1B}é1") == Self.character("é", .alt) + Self.character("1"))
    #expect(Self.decode("\u{1B}\u{03}") == Self.character("c", [.alt, .control]))
    #expect(Self.decode("\u{1B}/") == Self.character("/", .alt))
    #expect(Self.decode("\u{1B}[") == [])
    #expect(Self.decode("\u{1B}O") == [])
  }

  @Test("Escape is ESC that nothing follows in time") func escape() {
    #expect(Self.decode("\u{1B}") == Self.key(.escape))
    #expect(Self.decode("\u{1B}\u{1B}") == Self.key(.escape) + Self.key(.escape))
    #expect(Self.decode("\u{1B}\u{1B}\u{1B}\u{1B}").count == 4)
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.patience == .escape)
    #expect(decoder.timeoutElapsed() == Self.key(.escape))
    #expect(decoder.patience == nil)
    #expect(decoder.timeoutElapsed() == [])
    #expect(decoder.feed("7".utf8) == Self.character("7"))
  }

  @Test("A sequence that comes after its Escape was given out types nothing") func late() {
    for rest in ["[1;2C", "[15~", "[<0;10;5M", "[3~", "[M !!", "[[A"] {
      var decoder = KeyDecoder()
      _ = decoder.feed([0x1B])
      _ = decoder.timeoutElapsed()
      #expect(decoder.feed(rest.utf8) == Self.unknown("\u{1B}\(rest)"), "\(rest)")
      #expect(decoder.feed("8".utf8) == Self.character("8"))
    }
    var decoder = KeyDecoder()
    _ = decoder.feed([0x1B])
    _ = decoder.timeoutElapsed()
    let paste = decoder.feed("[200~12\u{1B}[201~3".utf8)
    #expect(
      paste == [.paste(Paste(bytes: [49, 50], count: 2, ending: .marked))]
        + Self.character("3"))
  }

  @Test("A sequence that is cut short waits for its rest, however long") func truncated() {
    for sequence in ["[1;2C", "[15~", "[<0;10;5M", "[M !!", "O5C", "[[A"] {
      let bytes = Array("\u{1B}\(sequence)".utf8)
      for cut in 2..<bytes.count {
        var decoder = KeyDecoder()
        var inputs = decoder.feed(bytes[..<cut])
        for _ in 0..<5 { inputs += decoder.timeoutElapsed() }
        inputs += decoder.feed(bytes[cut...])
        #expect(inputs == Self.decode(bytes), "\(sequence) cut at \(cut)")
      }
    }
  }

  @Test("ESC or a control within a sequence breaks it off") func nested() {
    #expect(Self.decode("\u{1B}[12\u{1B}[A") == Self.unknown("\u{1B}[12") + Self.key(.up))
    #expect(Self.decode("\u{1B}[1\r2") == Self.unknown("\u{1B}[1\r") + Self.character("2"))
    #expect(
      Self.decode("\u{1B}O\u{1B}[200~1\u{1B}[201~").last
        == .paste(Paste(bytes: [49], count: 1, ending: .marked)))
    #expect(Self.decode("\u{1B}]0;1\u{1B}[A") == Self.unknown("\u{1B}]0;1") + Self.key(.up))
    #expect(Self.decode("\u{1B}[M!\u{1B}[B") == Self.unknown("\u{1B}[M!") + Self.key(.down))
  }

  @Test("Strings are swallowed to their end", arguments: ["]", "P", "X", "^", "_"])
  func strings(_ introducer: String) {
    let start = "\u{1B}\(introducer)52;c;MTIz"
    #expect(Self.decode("\(start)\u{07}4") == Self.unknown("\(start)\u{07}") + Self.character("4"))
    #expect(Self.decode("\(start)\u{1B}\\4") == Self.unknown(start) + Self.character("4"))
    #expect(Self.decode("\(start)\u{18}4") == Self.unknown("\(start)\u{18}") + Self.character("4"))
    #expect(Self.decode("\(start)\r1\n2") == Self.unknown("\(start)\r1\n2"))
  }

  @Test("A string that is never ended is given up when nothing more comes") func endlessString() {
    var decoder = KeyDecoder()
    let noise = [UInt8](repeating: UInt8(ascii: "9"), count: 100_000)
    #expect(decoder.feed("\u{1B}]0;".utf8) + decoder.feed(noise) == [])
    #expect(decoder.patience == .string)
    guard case .unknown(let kept)? = decoder.timeoutElapsed().first else {
      Issue.record("not reported")
      return
    }
    #expect(kept.count == KeyDecoder.sequenceLimit)
    #expect(decoder.feed("9".utf8) == Self.character("9"))
    // The Escape key gives up at once, and is no key then.
    _ = decoder.feed("\u{1B}P123".utf8) + decoder.feed([0x1B])
    #expect(decoder.timeoutElapsed() == Self.unknown("\u{1B}P123"))
    #expect(decoder.feed("9".utf8) == Self.character("9"))
  }

  @Test("Broken UTF-8 is unknown, and what breaks it stands") func brokenText() {
    #expect(Self.decode([0xC3, 0x31]) == [.unknown([0xC3])] + Self.character("1"))
    #expect(Self.decode([0xFF]) == [.unknown([0xFF])])
    #expect(Self.decode([0xC0, 0xAF]) == [.unknown([0xC0]), .unknown([0xAF])])
    #expect(
      Self.decode([0xED, 0xA0, 0x80]).allSatisfy { if case .unknown = $0 { true } else { false } })
    #expect(
      Self.decode([0xF4, 0x90, 0xA0, 0xA0])
        == [.unknown([0xF4, 0x90]), .unknown([0xA0]), .unknown([0xA0])])
    #expect(
      Self.decode([0xE2, 0x82, 0x1B, 0x5B, 0x41]) == [.unknown([0xE2, 0x82])] + Self.key(.up))
  }

  @Test("Eight-bit controls introduce sequences, too") func eightBit() {
    #expect(Self.decode([0x9B] + Array("1;2C".utf8)) == Self.key(.right, .shift))
    #expect(Self.decode([0xC2, 0x9B] + Array("1;2C".utf8)) == Self.key(.right, .shift))
    #expect(Self.decode([0x8F, 0x41]) == Self.key(.up))
    #expect(Self.decode([0x9D] + Array("0;123\u{07}".utf8)) == Self.unknown("\u{1B}]0;123\u{07}"))
    #expect(Self.decode([0x85]) == [.unknown([0x1B, 0x45])])
  }

  @Test("The keys of the terminal's own table come first") func table() {
    var table = KeyTable()
    table.add(Array("\u{1B}[3$".utf8), Key(.delete, .shift))
    table.add(Array("\u{1B}[M".utf8), Key(.function(1)))
    table.add(Array("\u{1B}A".utf8), Key(.up))
    table.add(Array("5".utf8), Key(.down))
    table.add(Array("\u{1B}[".utf8), Key(.down))
    #expect(
      Self.decode(Array("\u{1B}[3$5".utf8), table: table)
        == Self.key(.delete, .shift) + Self.character("5"))
    #expect(
      Self.decode(Array("\u{1B}[M5".utf8), table: table)
        == Self.key(.function(1)) + Self.character("5"))
    #expect(
      Self.decode(Array("\u{1B}A5".utf8), table: table) == Self.key(.up) + Self.character("5"))
    #expect(Self.decode(Array("\u{1B}[C".utf8), table: table) == Self.key(.right))
  }
}
