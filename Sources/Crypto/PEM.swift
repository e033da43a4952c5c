/// The armour around a key in a file (RFC 7468), as far as a clear refusal needs it.
enum PEM {
  /// No key is near this size; a file that is bigger is something else.
  static let sizeLimit = 64 * 1024

  /// What stands in the first `-----BEGIN …-----` line.
  ///
  /// No other line becomes a text: it may be part of a key, and a text is not wiped.
  static func label(of bytes: UnsafeRawBufferPointer) -> String? {
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard line.starts(with: begin.utf8), line.count <= 80 else { continue }
      let rest = line.dropFirst(begin.utf8.count)
      guard let end = rest.lastIndex(where: { !"- \t".utf8.contains($0) }) else { continue }
      return String(decoding: rest[...end], as: UTF8.self)
    }
    return nil
  }

  /// Base64 text in lines of 64 characters between the two marks.
  static func armour(_ base64: String, label: String) -> String {
    var lines = ["\(begin)\(label)-----"]
    var rest = base64[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(64)))
      rest = rest.dropFirst(64)
    }
    lines.append("-----END \(label)-----")
    return lines.joined(separator: "\n") + "\n"
  }

  private static let begin = "-----BEGIN "
}
