import Exact
import Orders

/// A piece of a program or of a page that builds a request: its path, and names with values.
struct CodeSample {
  private let text: String
  private let path: String

  private static let mostObjects = 40

  /// nil where no path stands in it that places an order list.
  init?(_ text: String) {
    guard let place = PlacingPath.first(in: text.lowercased()) else { return nil }
    self.text = text
    path = place.form.endpoint.path
  }

  /// What its literals say: `"side=SELL"` one by one, or an object of them.
  func recognized() throws(Unreadable) -> PastedTicket {
    let form = "a piece of code"
    let pairs = literals.filter(Self.isPair)
    if pairs.count > 2 {
      let query = pairs.joined(separator: "&")
      return try FoundRequest(
        form: form, target: path, body: Array(query.utf8), isPlaceless: true
      ).recognized()
    }
    var reason: Unreadable?
    for object in objects {
      do throws(Unreadable) {
        let (document, _) = try LooseJSON.document(object)
        var request = FoundRequest(
          form: form, target: path, body: Array(document.root.rawText.utf8))
        if let printed = FoundRequest(printed: document.root) { request.body = printed.body }
        return try request.recognized()
      } catch {
        reason = reason ?? error
      }
    }
    throw reason ?? Unreadable("it names \(path), but no values that could be read")
  }

  /// `name=value` in which nothing is left for a program to fill in.
  private static func isPair(_ text: String) -> Bool {
    guard let mark = text.firstIndex(of: "="), mark > text.startIndex, !text.contains("${") else {
      return false
    }
    return text[..<mark].utf8.allSatisfy {
      ($0 | 32 >= 97 && $0 | 32 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 95
    } && !text.contains(where: \.isWhitespace)
  }

  /// What stands between quotes, line by line, so that an apostrophe in a remark costs one line.
  private var literals: [String] {
    var found: [String] = []
    for line in text.split(separator: "\n") {
      var rest = line[...]
      while let open = rest.firstIndex(where: { "\"'`".contains($0) }) {
        let inner = rest[rest.index(after: open)...]
        guard let close = inner.firstIndex(of: rest[open]) else { break }
        found.append(String(inner[..<close]))
        rest = inner[inner.index(after: close)...]
      }
    }
    return found
  }

  /// Every stretch in braces, the outermost first.
  private var objects: [String] {
    let bytes = Array(text.utf8)
    var opens: [Int] = []
    var found: [Range<Int>] = []
    for (at, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "{") { opens.append(at) }
      if byte == UInt8(ascii: "}"), let open = opens.popLast() { found.append(open..<at + 1) }
    }
    return found.sorted { $0.lowerBound < $1.lowerBound }.prefix(Self.mostObjects).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }
}
