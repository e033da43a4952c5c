import Screen
import Testing

@Suite("Mouse") struct MouseTests {
  /// xterm's "ctlseqs", section "Mouse Tracking": buttons in the two low bits, 4 Shift, 8 Meta,
  /// 16 Control, 32 motion, 64 wheel; places count from 1.
  @Test(
    "SGR reports",
    arguments: [
      ("0;10;5M", Mouse(.press(.left), column: 9, row: 4)),
      ("0;10;5m", Mouse(.release(.left), column: 9, row: 4)),
      ("2;1;1M", Mouse(.press(.right), column: 0, row: 0)),
      ("33;300;200M", Mouse(.move(.middle), column: 299, row: 199)),
      ("35;3;4M", Mouse(.move(nil), column: 2, row: 3)),
      ("64;3;4M", Mouse(.wheelUp, column: 2, row: 3)),
      ("65;3;4M", Mouse(.wheelDown, column: 2, row: 3)),
      ("20;3;4M", Mouse(.press(.left), column: 2, row: 3, [.shift, .control])),
    ]) func sgr(_ report: String, _ mouse: Mouse)
  {
    #expect(KeyDecoderTests.decode("\u{1B}[<\(report)") == [.mouse(mouse)])
  }

  @Test("X10 reports") func x10() {
    #expect(
      KeyDecoderTests.decode("\u{1B}[M *%") == [.mouse(Mouse(.press(.left), column: 9, row: 4))])
    #expect(
      KeyDecoderTests.decode("\u{1B}[M#*%") == [.mouse(Mouse(.release(nil), column: 9, row: 4))])
    // 223 columns are as far as a byte reaches.
    #expect(
      KeyDecoderTests.decode([0x1B, 0x5B, 0x4D, 0x60, 0xFF, 0xFF])
        == [.mouse(Mouse(.wheelUp, column: 222, row: 222))])
  }

  @Test("Focus") func focus() {
    #expect(KeyDecoderTests.decode("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
  }
}
