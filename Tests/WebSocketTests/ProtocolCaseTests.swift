import Testing
import WebSocket

/// The categories that implementations are commonly held to, with the outcome RFC 6455 asks for.
struct ProtocolCaseTests {
  @Test(arguments: framing + pings + reservedBits + opcodes + fragmentation)
  func framesAreJudged(_ row: ProtocolCase) { hold(row) }

  @Test(arguments: texts + closes)
  func textsAndClosesAreJudged(_ row: ProtocolCase) { hold(row) }

  private func hold(_ row: ProtocolCase) {
    for role in [WebSocketRole.client, .server] {
      let bytes = row.frames().bytes(to: role)
      #expect(Outcome(of: bytes, to: role) == row.expected, "\(role)")
      if bytes.count < 70_000 {
        #expect(Outcome(ofEachByte: bytes, to: role) == row.expected, "\(role), byte by byte")
      }
    }
  }

  /// 1: payloads of the lengths where the form changes.
  private static let framing = [0, 1, 125, 126, 127, 128, 65535, 65536, 70001].flatMap { count in
    let bytes = [UInt8](repeating: 0x2A, count: count)
    return [
      ProtocolCase("1.1 text of \(count)", [.text(bytes)], [.text(bytes)]),
      ProtocolCase("1.2 binary of \(count)", [.binary(bytes)], [.binary(bytes)]),
    ]
  }

  /// 2: pings and pongs.
  private static let pings = [
    ProtocolCase("2.1 empty ping", [.ping("")], [.ping("")]),
    ProtocolCase(
      "2.3 binary ping", [RawFrame(opcode: 9, payload: [0, 0xFF, 0xFE])],
      [.ping([0, 0xFF, 0xFE])]),
    ProtocolCase(
      "2.4 ping of 125", [RawFrame(opcode: 9, payload: [UInt8](repeating: 0xFE, count: 125))],
      [.ping([UInt8](repeating: 0xFE, count: 125))]),
    ProtocolCase(
      "2.5 ping of 126", [RawFrame(opcode: 9, payload: [UInt8](repeating: 0xFE, count: 126))],
      [], .longControl),
    ProtocolCase("2.7 unsolicited pong", [.pong("a"), .ping("b")], [.pong("a"), .ping("b")]),
    ProtocolCase(
      "2.10 ten pings", (0..<10).map { .ping("\($0)") }, (0..<10).map { .ping("\($0)") }),
  ]

  /// 3: reserved bits without an extension.
  private static let reservedBits = (1...7).map { (bits: Int) in
    ProtocolCase(
      "3.\(bits) reserved bits \(bits)",
      [.text("good"), RawFrame(reserved: UInt8(bits), opcode: 1), .ping("")], [.text("good")],
      .reservedBits)
  }

  /// 4: reserved opcodes.
  private static let opcodes = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map { (opcode: UInt8) in
    ProtocolCase(
      "4 opcode \(opcode)", [.text("good"), RawFrame(opcode: opcode, payload: [1]), .ping("")],
      [.text("good")], .reservedOpcode(opcode))
  }

  /// 5: fragments.
  private static let fragmentation = [
    ProtocolCase(
      "5.1 ping in two", [.ping("a").unfinished, .more("b")], [], .fragmentedControl),
    ProtocolCase(
      "5.2 pong in two", [.pong("a").unfinished, .more("b")], [], .fragmentedControl),
    ProtocolCase("5.3 close in two", [.close(1000).unfinished], [], .fragmentedControl),
    ProtocolCase("5.4 text in two", [.text("a").unfinished, .more("b")], [.text("ab")]),
    ProtocolCase(
      "5.5 ping between", [.text("a").unfinished, .ping("p"), .more("b")],
      [.ping("p"), .text("ab")]),
    ProtocolCase(
      "5.8 pings and empty fragments between",
      [
        .text("").unfinished, .ping("p"), .more("").unfinished, .pong("q"), .more("c").unfinished,
        .more(""),
      ], [.ping("p"), .pong("q"), .text("c")]),
    ProtocolCase("5.9 lone final continuation", [.more("a"), .text("b")], [], .nothingToContinue),
    ProtocolCase(
      "5.10 lone continuation", [.more("a").unfinished, .text("b")], [], .nothingToContinue),
    ProtocolCase(
      "5.12 continuation after the end", [.text("a").unfinished, .more("b"), .more("c")],
      [.text("ab")], .nothingToContinue),
    ProtocolCase(
      "5.18 text within a text", [.text("a").unfinished, .text("b")], [], .interruptedMessage),
    ProtocolCase(
      "5.18 binary within a text", [.text("a").unfinished, .binary([1]).unfinished], [],
      .interruptedMessage),
    ProtocolCase(
      "5.19 five fragments, two pings, and another message",
      [
        .text("1").unfinished, .more("2").unfinished, .ping("x"), .more("3").unfinished,
        .more("4").unfinished, .ping("y"), .more("5"), .binary([6]),
      ], [.ping("x"), .ping("y"), .text("12345"), .binary([6])]),
    ProtocolCase(
      "5.20 close within a message", [.text("a").unfinished, .close(1000), .more("b")],
      [.close(CloseFrame(.normal))]),
  ]

  /// 6: UTF-8; the sequences are those of the Unicode standard, table 3-7, and its neighbours.
  private static let texts =
    ["Hello-µ@ßöäüàá-UTF-8!!", "κόσμε", "\u{0}", "\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}"]
    .map { ProtocolCase("6.2 \($0.debugDescription)", [.text($0)], [.text($0)]) }
    + [
      "c0 80", "c1 bf", "80", "bf", "c2", "df 7f", "e0 80 80", "e0 9f bf", "e1 80", "ed a0 80",
      "ed bf bf", "f0 80 80 80", "f0 8f bf bf", "f1 80 80", "f4 90 80 80", "f5 80 80 80",
      "f8 88 80 80 80", "fc 84 80 80 80 80", "fe", "ff",
      "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80",
    ].flatMap { (bytes: String) in
      [
        ProtocolCase("6.3 \(bytes)", [.text(hex(bytes))], [], .badText),
        ProtocolCase(
          "6.3 \(bytes) behind text", [.text(Array("0123456789".utf8) + hex(bytes))], [], .badText),
        ProtocolCase("6.3 \(bytes) as binary", [.binary(hex(bytes))], [.binary(hex(bytes))]),
      ]
    } + [
      ProtocolCase(
        "6.2.3 every byte a fragment",
        [
          .text([0xF0]).unfinished, .more([0x9F]).unfinished, .more([0x98]).unfinished,
          .more([0x80]),
        ],
        [.text("😀")]),
      ProtocolCase(
        "6.4 fails in the middle of a fragment", [.text([0x61, 0xF4, 0x90]).unfinished], [],
        .badText),
      ProtocolCase(
        "6.4 broken off at the end", [.text([0x61]).unfinished, .more([0xE2, 0x82])], [], .badText),
      ProtocolCase(
        "6.4 split character, ping between",
        [.text([0xE2]).unfinished, .ping("é"), .more([0x82, 0xAC])], [.ping("é"), .text("€")]),
    ]

  /// 7: closing.
  private static let closes =
    [
      ProtocolCase(
        "7.1 nothing is read after a close", [.close(1000), .text("x")],
        [
          .close(CloseFrame(.normal))
        ]),
      ProtocolCase(
        "7.1 not even what is wrong", [.close([]), RawFrame(reserved: 7, opcode: 15)],
        [
          .close(CloseFrame())
        ]),
      ProtocolCase("7.3.2 half a code", [.close([3])], [], .halfCloseCode),
      ProtocolCase(
        "7.3.4 a reason", [.close(1001, Array("bye ✓".utf8))],
        [.close(CloseFrame(.goingAway, reason: "bye ✓"))]),
      ProtocolCase(
        "7.3.5 the longest reason", [.close(1000, [UInt8](repeating: 0x2A, count: 123))],
        [.close(CloseFrame(.normal, reason: String(repeating: "*", count: 123)))]),
      ProtocolCase(
        "7.3.6 a reason too long", [.close(1000, [UInt8](repeating: 0x2A, count: 124))], [],
        .longControl),
      ProtocolCase("7.5 a reason that is no text", [.close(1000, [0xFF])], [], .badCloseReason),
      ProtocolCase(
        "7.5 a reason broken off", [.close(1000, [0x61, 0xE2, 0x82])], [], .badCloseReason),
    ]
    + [
      1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
      4999,
    ].map { (code: UInt16) in
      ProtocolCase("7.7 code \(code)", [.close(code)], [.close(CloseFrame(CloseCode(code)))])
    }
    + [
      0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535,
    ].map { (code: UInt16) in
      ProtocolCase("7.9 code \(code)", [.close(code)], [], .badCloseCode(code))
    }
}
