import Exact
import Orders
import Venues

/// Reads spoilt ticket files and checks that what is accepted is what the file says, no more, no
/// less.
public enum TicketFileProbe {
  /// What went wrong; nil when the file was refused, or accepted for what it is.
  public static func trouble(_ bytes: [UInt8]) -> String? {
    guard let ticket = try? TicketFile.read(bytes, venues: VenueCatalogue.ids) else { return nil }
    guard let document = try? JSONDocument(parsing: bytes) else {
      return "is no JSON, yet was read"
    }
    var said = facts(document.root, path: "")
    var read: [String: String] = [:]
    guard let written = try? JSONDocument(parsing: TicketFile.json(ticket).text) else {
      return "cannot be written"
    }
    read = facts(written.root, path: "")
    // An empty options object says nothing.
    said["options"] = nil
    read["options"] = nil
    return said == read ? nil : "says \(said), was read as \(read)"
  }

  /// Every leaf by its path, numbers in canonical text however they were written.
  private static func facts(_ node: JSONNode, path: String) -> [String: String] {
    switch node.kind {
    case .object:
      var all = path == "options" && node.count == 0 ? [:] : [path: "{}"]
      for (key, value) in node.members {
        all.merge(facts(value, path: path.isEmpty ? key : "\(path).\(key)")) { first, _ in first }
      }
      return all
    case .array:
      var all = [path: "[]"]
      for (index, element) in node.elements.enumerated() {
        all.merge(facts(element, path: "\(path)[\(index)]")) { first, _ in first }
      }
      return all
    case .string, .number: return [path: canonical(node.text ?? "", path)]
    case .bool, .null: return [path: node.rawText]
    }
  }

  private static func canonical(_ text: String, _ path: String) -> String {
    if path.hasSuffix(".expire") { return Timestamp(iso: text)?.iso ?? text }
    if text.hasSuffix("%"), let number = Decimal(String(text.dropLast())) { return "\(number)%" }
    return Decimal(text)?.description ?? (try? Decimal(jsonNumber: text))?.description ?? text
  }
}
