import Glibc

extension KeyDecoder {
  static let pasteStart = Array("\u{1B}[200~".utf8)
  static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Reads on in a paste; the number of bytes that belonged to it.
  ///
  /// Whole stretches up to the next ESC are taken at once: a paste may be ten megabytes.
  mutating func readPaste(_ bytes: UnsafeRawBufferPointer, _ inputs: inout [Input]) -> Int {
    var at = 0
    while at < bytes.count {
      if markerLength > 0 {
        if bytes[at] == Self.pasteEnd[markerLength] {
          markerLength += 1
          at += 1
          if markerLength == Self.pasteEnd.count {
            endPaste(.marked, &inputs)
            return at
          }
          continue
        }
        releaseMarker()
      }
      let start = at
      at = Self.nextEscape(bytes, from: at)
      keepPasted(UnsafeRawBufferPointer(rebasing: bytes[start..<at]))
      if at < bytes.count {
        markerLength = 1
        at += 1
      }
    }
    return at
  }

  mutating func endPaste(_ ending: Paste.Ending, _ inputs: inout [Input]) {
    releaseMarker()
    inputs.append(.paste(Paste(bytes: pasted, count: pastedCount, ending: ending)))
    pasted = []
    pastedCount = 0
    reset()
  }

  /// What looked like the beginning of the end marker was text, unless it was all of it.
  private mutating func releaseMarker() {
    if markerLength < Self.pasteEnd.count {
      Self.pasteEnd.prefix(markerLength).withUnsafeBytes { keepPasted($0) }
    }
    markerLength = 0
  }

  private mutating func keepPasted(_ bytes: UnsafeRawBufferPointer) {
    pastedCount += bytes.count
    let room = Self.pasteLimit - pasted.count
    if room > 0 { pasted.append(contentsOf: bytes.prefix(room)) }
  }

  private static func nextEscape(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = bytes.baseAddress, start < bytes.count else { return bytes.count }
    let found = memchr(base + start, Int32(ControlByte.escape), bytes.count - start)
    return found.map { UnsafeRawPointer($0) - base } ?? bytes.count
  }
}
