/// The sequences that keys of one terminal send, beyond those that all terminals share.
public struct KeyTable: Sendable {
  private var keys: [[UInt8]: Key] = [:]

  public init() {}

  /// Adds a sequence.
  ///
  /// One that does not start with ESC could be mistaken for typing, and is left out, as are the
  /// introducers of longer sequences.
  public mutating func add(_ sequence: [UInt8], _ key: Key) {
    guard sequence.count > 1, sequence.count <= KeyDecoder.sequenceLimit,
      sequence[0] == ControlByte.escape
    else { return }
    if sequence.count == 2, ControlByte.introducers.contains(sequence[1]) { return }
    keys[sequence] = key
  }

  /// The key that sends exactly this.
  public subscript(sequence: [UInt8]) -> Key? { keys[sequence] }

  /// The names of terminfo's key capabilities, and what they are on a keyboard.
  public static let capabilities: [(name: String, key: Key)] = {
    var rows: [(String, Key)] = [
      ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
      ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
      ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kcbt", Key(.tab, .shift)),
      ("kb2", Key(.begin)), ("kri", Key(.up, .shift)), ("kind", Key(.down, .shift)),
      ("kLFT", Key(.left, .shift)), ("kRIT", Key(.right, .shift)), ("kHOM", Key(.home, .shift)),
      ("kEND", Key(.end, .shift)), ("kPRV", Key(.pageUp, .shift)), ("kNXT", Key(.pageDown, .shift)),
      ("kIC", Key(.insert, .shift)), ("kDC", Key(.delete, .shift)),
    ]
    rows += (1...24).map { ("kf\($0)", functionKey($0)) }
    return rows
  }()

  /// terminfo counts F13 to F24 for the shifted keys of a keyboard that has twelve.
  private static func functionKey(_ number: Int) -> Key {
    number <= 12 ? Key(.function(number)) : Key(.function(number - 12), .shift)
  }
}

/// Bytes with a meaning in ECMA-48.
enum ControlByte {
  static let escape: UInt8 = 0x1B
  static let bell: UInt8 = 0x07
  static let csi = UInt8(ascii: "[")
  static let ss3 = UInt8(ascii: "O")
  static let stringTerminator = UInt8(ascii: "\\")
  /// OSC, DCS, SOS, PM, APC.
  static let strings = Array("]PX^_".utf8)
  static let introducers = [csi, ss3, stringTerminator] + strings

  static let parameters: ClosedRange<UInt8> = 0x30...0x3F
  static let intermediates: ClosedRange<UInt8> = 0x20...0x2F
  static let finals: ClosedRange<UInt8> = 0x40...0x7E
}
