import WebSocket

/// The header fields of an answer that libcurl has accepted.
enum ResponseFields {
  /// Reads a head with its status line; a line that is no field is left out, a folded one belongs
  /// to the one before.
  static func read(
    _ head: some BidirectionalCollection<UInt8>
  ) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    for line in head.split(separator: UInt8(ascii: "\n")).dropFirst() {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
        guard let last = fields.indices.last else { continue }
        fields[last].value += " " + HTTPText.trimmed(Array(line))
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = HTTPText.trimmed(Array(line[line.index(after: colon)...]))
        if HTTPText.isToken(name) { fields.append((name, value)) }
      }
    }
    return fields
  }
}
