/// What whole sequences mean, by the tables of xterm, the VT series, rxvt and kitty.
enum KeySequence {
  /// The parameters of a CSI sequence.
  struct Parameters {
    /// `<`, `=`, `>` or `?` before them.
    let marker: UInt8?
    /// Separated by semicolons, each with its parts between colons; nil where left out.
    let values: [[Int?]]

    func value(_ index: Int, or standard: Int) -> Int {
      values.indices.contains(index) ? values[index].first.flatMap { $0 } ?? standard : standard
    }
  }

  static func csi(_ sequence: [UInt8], _ table: KeyTable) -> Input? {
    if let key = table[sequence] { return .key(key) }
    guard let final = sequence.last, let parameters = parameters(sequence[2...].dropLast()) else {
      return nil
    }
    if let marker = parameters.marker {
      return marker == UInt8(ascii: "<") ? mouse(parameters, final) : nil
    }
    switch final {
    case UInt8(ascii: "~"): return numbered(parameters).map(Input.key)
    case UInt8(ascii: "u"): return byCode(parameters).map(Input.key)
    case UInt8(ascii: "I") where parameters.values.isEmpty: return .focus(true)
    case UInt8(ascii: "O") where parameters.values.isEmpty: return .focus(false)
    default: return lettered(parameters, final).map(Input.key)
    }
  }

  static func ss3(_ sequence: [UInt8], _ table: KeyTable) -> Input? {
    if let key = table[sequence] { return .key(key) }
    guard let final = sequence.last, let parameters = parameters(sequence[2...].dropLast()),
      parameters.marker == nil, parameters.values.count <= 2
    else { return nil }
    let isBare = parameters.values.isEmpty
    switch final {
    // The keypad in its application mode; what types a digit there is left alone.
    case UInt8(ascii: "M") where isBare: return .key(Key(.enter))
    case UInt8(ascii: "I") where isBare: return .key(Key(.tab))
    case UInt8(ascii: "a")...UInt8(ascii: "d") where isBare:
      return letters[final - 0x20].map { .key(Key($0, .control)) }
    default:
      guard let code = letters[final] else { return nil }
      let last = parameters.value(parameters.values.count - 1, or: 1)
      return modifiers(last).map { .key(Key(code, $0)) }
    }
  }

  private static let letters: [UInt8: Key.Code] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "E"): .begin, UInt8(ascii: "F"): .end,
    UInt8(ascii: "H"): .home, UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
    UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
  ]

  /// Arrows and the first function keys: `CSI A`, `CSI 1;5A`.
  private static func lettered(_ parameters: Parameters, _ final: UInt8) -> Key? {
    guard parameters.values.count <= 2, parameters.value(0, or: 1) == 1,
      let modifiers = modifiers(parameters.value(1, or: 1))
    else { return nil }
    let isBare = parameters.values.isEmpty
    switch final {
    case UInt8(ascii: "Z"): return Key(.tab, modifiers.union(.shift))
    case UInt8(ascii: "a")...UInt8(ascii: "d") where isBare:
      return letters[final - 0x20].map { Key($0, .shift) }
    // A report of the cursor's place looks the same, unless a modifier is held.
    case UInt8(ascii: "R") where modifiers.isEmpty: return nil
    default: return letters[final].map { Key($0, modifiers) }
    }
  }

  private static let numbers: [Int: Key] = {
    var keys: [Int: Key] = [
      1: Key(.home), 2: Key(.insert), 3: Key(.delete), 4: Key(.end), 5: Key(.pageUp),
      6: Key(.pageDown), 7: Key(.home), 8: Key(.end),
    ]
    let functions = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24]
    for (index, number) in functions.enumerated() { keys[number] = Key(.function(index + 1)) }
    for (index, number) in [25, 26, 28, 29, 31, 32, 33, 34].enumerated() {
      keys[number] = Key(.function(index + 1), .shift)
    }
    return keys
  }()

  /// `CSI 3~`, `CSI 3;5~`, and xterm's `CSI 27;5;9~`.
  private static func numbered(_ parameters: Parameters) -> Key? {
    let first = parameters.value(0, or: 0)
    guard let modifiers = modifiers(parameters.value(1, or: 1)) else { return nil }
    if first == 27, parameters.values.count == 3 {
      return coded(parameters.value(2, or: 0), modifiers)
    }
    guard parameters.values.count <= 2, let key = numbers[first] else { return nil }
    return Key(key.code, key.modifiers.union(modifiers))
  }

  /// kitty's `CSI 97;5u`, with its optional parts.
  private static func byCode(_ parameters: Parameters) -> Key? {
    guard (1...3).contains(parameters.values.count),
      let modifiers = modifiers(parameters.value(1, or: 1))
    else { return nil }
    let event = parameters.values.count > 1 ? parameters.values[1].dropFirst().first : nil
    // A key that is let go does nothing.
    if let event, event == 3 { return nil }
    return coded(parameters.value(0, or: 0), modifiers)
  }

  private static let codes: [Int: Key.Code] = [
    8: .backspace, 9: .tab, 13: .enter, 27: .escape, 127: .backspace,
    57414: .enter, 57417: .left, 57418: .right, 57419: .up, 57420: .down, 57421: .pageUp,
    57422: .pageDown, 57423: .home, 57424: .end, 57425: .insert, 57426: .delete, 57427: .begin,
  ]

  /// A key by its character's number.
  ///
  /// What would type a character is not taken from a sequence: no terminal sends that unless asked,
  /// and we do not ask.
  private static func coded(_ code: Int, _ modifiers: Key.Modifiers) -> Key? {
    if let code = codes[code] { return Key(code, modifiers) }
    guard !modifiers.subtracting(.shift).isEmpty, code >= 0x20, !(0x7F..<0xA0).contains(code),
      !(0xE000...0xF8FF).contains(code), let value = UInt32(exactly: code),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return Key(.character(scalar), modifiers)
  }

  /// A parameter is one more than the bits of the modifiers; Caps Lock and Num Lock do not count.
  private static func modifiers(_ parameter: Int) -> Key.Modifiers? {
    guard (1...256).contains(parameter) else { return nil }
    let bits = UInt8(parameter - 1)
    var modifiers = Key.Modifiers(rawValue: bits & 7)
    if bits & 0x38 != 0 { modifiers.insert(.other) }
    return modifiers
  }

  private static func mouse(_ parameters: Parameters, _ final: UInt8) -> Input? {
    let isRelease = final == UInt8(ascii: "m")
    guard isRelease || final == UInt8(ascii: "M"), parameters.values.count == 3 else { return nil }
    return Mouse(
      code: parameters.value(0, or: -1), isRelease: isRelease,
      column: parameters.value(1, or: 0) - 1, row: parameters.value(2, or: 0) - 1
    ).map(Input.mouse)
  }

  /// Reads the bytes between `CSI` and the final byte; nil for what no key or report has.
  private static func parameters(_ bytes: ArraySlice<UInt8>) -> Parameters? {
    var rest = bytes
    let marker = rest.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    if marker != nil { rest = rest.dropFirst() }
    if rest.isEmpty { return Parameters(marker: marker, values: []) }
    var values: [[Int?]] = [[nil]]
    for byte in rest {
      let last = values.count - 1
      switch byte {
      case UInt8(ascii: ";"): values.append([nil])
      case UInt8(ascii: ":"): values[last].append(nil)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let part = values[last].count - 1
        let value = (values[last][part] ?? 0) * 10 + Int(byte - 0x30)
        guard value <= 1_114_111 else { return nil }
        values[last][part] = value
      default: return nil
      }
    }
    return Parameters(marker: marker, values: values)
  }
}
