import CNcurses

/// What terminfo says of one kind of terminal.
struct TerminalDescription {
  let name: String
  let keys: KeyTable
  /// Colours; 0 for none.
  let colors: Int
  let abilities: StyleThrift.Abilities
  /// Understands sequences after ECMA-48, so the switches of xterm are at worst ignored.
  let isStandard: Bool
  private let enterScreen: [UInt8]
  private let leaveScreen: [UInt8]
  private let showCursor: [UInt8]
  private let plainText: [UInt8]
  private let plainColors: [UInt8]

  /// Reads a terminal's description; refuses what a full screen cannot be drawn on.
  init(_ name: String) throws(TerminalError) {
    if name.isEmpty { throw .noName }
    guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }),
      curses_describe(name) != 0
    else { throw .unknown(name) }
    guard let cursorAddress = Self.string("cup") else { throw .cannotPlaceCursor(name) }
    self.name = name
    colors = max(0, Int(curses_number("colors")))
    isStandard = cursorAddress.starts(with: [0x1B, UInt8(ascii: "[")])
    enterScreen = Self.string("smcup") ?? []
    leaveScreen = Self.string("rmcup") ?? []
    showCursor = Self.string("cnorm") ?? []
    plainText = Self.string("sgr0") ?? []
    plainColors = Self.string("op") ?? []
    abilities = StyleThrift.Abilities(
      endsAttributes: Self.string("rmul") == Array("\u{1B}[24m".utf8),
      hasStandardColors: plainColors == Array("\u{1B}[39;49m".utf8))
    var keys = KeyTable()
    for (capability, key) in KeyTable.capabilities {
      if let sequence = Self.string(capability) { keys.add(sequence, key) }
    }
    self.keys = keys
  }

  /// The terminal that shows as many colours as are asked for: itself, or its sister with 256.
  static func best(
    _ name: String, for depth: ColorDepth
  ) throws(TerminalError)
    -> TerminalDescription
  {
    let plain = try TerminalDescription(name)
    if depth < .indexed || plain.colors >= 256 { return plain }
    guard let rich = try? TerminalDescription(name + "-256color"), rich.colors >= 256 else {
      return plain
    }
    return rich
  }

  /// What can be shown of a depth that is asked for.
  func depth(_ asked: ColorDepth) -> ColorDepth {
    switch colors {
    case ..<8: .mono
    case ..<16: min(asked, .eight)
    case ..<256: min(asked, .sixteen)
    default: asked
    }
  }

  /// Written when the screen is taken.
  func entering(mouse: Bool) -> [UInt8] {
    enterScreen + (isStandard ? Array("\u{1B}[?2004h".utf8) + Self.mouse(mouse) : [])
  }

  /// Written when the screen is given back, whatever had been switched on.
  func leaving(rows: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    if isStandard { bytes += Self.mouse(false) + Array("\u{1B}[?2004l".utf8) }
    bytes += plainText + plainColors + showCursor
    // Without a second screen the last frame stays; the prompt comes below it.
    if leaveScreen.isEmpty, isStandard { bytes += Array("\u{1B}[\(rows);1H\r\n".utf8) }
    return bytes + leaveScreen
  }

  /// Clicks, drags and the wheel, reported in numbers.
  static func mouse(_ isOn: Bool) -> [UInt8] {
    Array((isOn ? "\u{1B}[?1002h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1002l").utf8)
  }

  /// A capability without its padding.
  private static func string(_ capability: String) -> [UInt8]? {
    guard let value = curses_string(capability) else { return nil }
    var bytes: [UInt8] = []
    var rest = Array(String(cString: value).utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[(end + 1)...]
      } else {
        bytes.append(byte)
      }
    }
    return bytes.isEmpty ? nil : bytes
  }
}

/// Why a terminal cannot be used, in one sentence.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
  case noName
  case unknown(String)
  case cannotPlaceCursor(String)
  case notATerminal
  case inUse
  case noScreen(String)
  case system(String, Int32)

  public var description: String {
    switch self {
    case .noName: "TERM is not set, so nothing is known about this terminal"
    case .unknown(let name):
      "TERM is \"\(CleanText(name).string)\", and this machine has no description of it"
    case .cannotPlaceCursor(let name):
      "TERM is \"\(CleanText(name).string)\", which cannot place the cursor"
    case .notATerminal: "there is no terminal to draw on"
    case .inUse: "the terminal is in use by this program already"
    case .noScreen(let name): "curses cannot draw on \"\(CleanText(name).string)\""
    case .system(let what, let code): "\(what) failed with error \(code)"
    }
  }
}
