/// How many columns a character takes, or why it has none.
///
/// What the table does not know, or others count otherwise, is refused: nobody can say how wide a
/// terminal would draw it, and one column too many shifts a whole row.
enum CharacterClass: UInt32 {
  /// Drives the terminal, changes the direction, or cannot be seen.
  case refused
  /// Sits on the character before it.
  case mark
  case narrow
  case wide
  /// A blank that is not the plain one.
  case space

  @inline(__always)
  init(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x7F {
      self = scalar.value < 0x20 ? .refused : .narrow
    } else {
      self = CharacterClass.lookUp(scalar.value)
    }
  }

  private static func lookUp(_ value: UInt32) -> CharacterClass {
    let wanted = value << 3 | 7
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= wanted { low = middle } else { high = middle }
    }
    return CharacterClass(rawValue: starts[low] & 7) ?? .refused
  }
}
