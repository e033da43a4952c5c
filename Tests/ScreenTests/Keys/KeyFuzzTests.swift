import Screen
import Testing

/// Random bytes against a reader that was written in another way.
@Suite("Keys from any bytes") struct KeyFuzzTests {
  /// Which characters may be typed by these bytes: those outside every sequence.
  ///
  /// Looks ahead over the whole input instead of keeping a state; an independent reading of
  /// ECMA-48 sections 5.3 to 5.6.
  static func typed(_ bytes: [UInt8]) -> [UInt8] {
    var typed: [UInt8] = []
    var at = 0
    func end(_ start: Int, where condition: (UInt8) -> Bool) -> Int {
      bytes[start...].firstIndex(where: condition) ?? bytes.count
    }
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte != 0x1B {
        if (0x20...0x7E).contains(byte) { typed.append(byte) }
        continue
      }
      while at < bytes.count, bytes[at] == 0x1B { at += 1 }
      guard at < bytes.count else { break }
      let kind = bytes[at]
      at += 1
      switch kind {
      case UInt8(ascii: "["):
        if bytes[at...].starts(with: "200~".utf8) {
          let marker = Array("\u{1B}[201~".utf8)
          at =
            (at..<bytes.count).first { bytes[$0...].starts(with: marker) }.map { $0 + 6 }
            ?? bytes.count
        } else if at < bytes.count, bytes[at] == UInt8(ascii: "[") {
          at = min(bytes.count, at + 1)
          if at < bytes.count, bytes[at] != 0x1B { at += 1 }
        } else if at < bytes.count, bytes[at] == UInt8(ascii: "M") {
          at += 1
          for _ in 0..<3 where at < bytes.count && bytes[at - 1] >= 0x20 && bytes[at] != 0x1B {
            at += 1
          }
        } else {
          at = end(at) { $0 < 0x20 || (0x40...0x7E).contains($0) }
          if at < bytes.count, bytes[at] != 0x1B { at += 1 }
        }
      case UInt8(ascii: "O"):
        at = end(at) { $0 < 0x20 || (0x40...0x7E).contains($0) }
        if at < bytes.count, bytes[at] != 0x1B { at += 1 }
      case _ where "]PX^_".utf8.contains(kind):
        at = end(at) { [0x1B, 0x07, 0x18, 0x1A].contains($0) }
        if at < bytes.count {
          if bytes[at] != 0x1B {
            at += 1
          } else if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\\") {
            at += 2
          }
        }
      case 0x20...0x2F:
        at = end(at) { !(0x20...0x2F).contains($0) }
        if at < bytes.count, bytes[at] != 0x1B { at += 1 }
      default: break
      }
    }
    return typed
  }

  /// Bytes that meet often enough to make sequences.
  static func noise(_ random: inout SplitMix64) -> [UInt8] {
    let pieces = [
      "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}\\", "\u{07}", "[", "<", ";",
      "?",
      "1", "2", "C", "M", "m", "~", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[M", "[[", "u", "\r", " ",
      "$", "\u{18}", "O", "x", "5", "\u{1B}(",
    ].map { Array($0.utf8) }
    return (0..<Int.random(in: 0...24, using: &random)).flatMap { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
  }

  @Test("Never a character from inside a sequence") func onlyFromOutside() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<20_000 {
      let bytes = Self.noise(&random)
      var decoder = KeyDecoder()
      let texts = decoder.feed(bytes).compactMap { input -> UInt8? in
        guard case .key(let key) = input, let text = key.text else { return nil }
        return UInt8(exactly: text.value)
      }
      #expect(texts == Self.typed(bytes), "\(bytes)")
      if texts != Self.typed(bytes) { return }
    }
  }

  @Test("The same inputs however the bytes are cut") func anyCut() {
    var random = SplitMix64(seed: 5)
    for round in 0..<20_000 {
      var bytes = Self.noise(&random)
      if round % 2 == 0 {
        for _ in 0..<4 {
          let place = Int.random(in: 0...bytes.count, using: &random)
          bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      var whole = KeyDecoder()
      var cut = KeyDecoder()
      let expected = whole.feed(bytes)
      var inputs: [Input] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &random)
        inputs += cut.feed(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(inputs == expected, "\(bytes)")
      #expect(cut.patience == whole.patience)
      #expect(cut.timeoutElapsed() == whole.timeoutElapsed())
    }
  }

  @Test("Whatever came before, typing works again after Escape and a pause") func recovers() {
    var random = SplitMix64(seed: 6)
    for _ in 0..<5_000 {
      var decoder = KeyDecoder()
      _ = decoder.feed(Self.noise(&random))
      while decoder.patience != nil { _ = decoder.timeoutElapsed() }
      _ = decoder.feed([0x1B])
      while decoder.patience != nil { _ = decoder.timeoutElapsed() }
      #expect(decoder.feed("x".utf8) == KeyDecoderTests.character("x"))
    }
  }
}
