import Exact
import Orders

/// A pasted text before it is known what it is: checked, and cut into lines.
struct FoundText {
  /// With line feeds alone, and without blanks, prompts and fences around it.
  let text: String

  init(_ bytes: [UInt8]) throws(Unreadable) {
    guard bytes.count <= PastedTicket.limit else {
      throw Unreadable("\(bytes.count) bytes are more than a request has")
    }
    guard let whole = String(validating: bytes, as: UTF8.self) else {
      throw Unreadable("it is not text")
    }
    let plain = whole.unicodeScalars.filter { $0 != "\r" }
    var line = 1
    for scalar in plain {
      if scalar == "\n" { line += 1 }
      let isBlank = scalar == "\n" || scalar == "\t"
      guard isBlank || scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) else {
        throw Unreadable("line \(line) holds a control character")
      }
    }
    // What we masked ourselves stands where no value is read from, but has to be legal there.
    text = Self.unwrapped(String(String.UnicodeScalarView(plain)))
      .replacing(SealedText.mask, with: "masked")
    guard !text.isEmpty else { throw Unreadable("it is empty") }
  }

  /// Without the fences of a page and the prompt of a shell.
  private static func unwrapped(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while let first = lines.first, first.isBlank || first.hasPrefix("```") { lines.removeFirst() }
    while let last = lines.last, last.isBlank || last.hasPrefix("```") { lines.removeLast() }
    var rest = lines.joined(separator: "\n")[...]
    rest = rest.drop { $0 == " " || $0 == "\t" }
    if rest.hasPrefix("$ ") { rest = rest.dropFirst(2) }
    return String(rest)
  }

  /// What it says, by the form that its beginning tells.
  func recognized() throws(Unreadable) -> PastedTicket {
    let first = text.prefix { $0 != "\n" }
    if text.hasPrefix("curl ") || text.hasPrefix("curl\t") || text.hasPrefix("curl\\") {
      return try FoundRequest(curl: text).recognized()
    }
    if text.hasPrefix("{") || text.hasPrefix("[") { return try object() }
    if let request = FoundRequest(socket: text) ?? FoundRequest(http: text) {
      return try request.recognized()
    }
    if first.contains("="), !first.contains(where: \.isWhitespace), !text.contains("{") {
      let query = text.split(whereSeparator: \.isWhitespace).joined()
      return try FoundRequest(
        form: "a query string", body: Array(query.utf8), isPlaceless: true
      ).byItsShape()
    }
    if let sample = CodeSample(text) { return try sample.recognized() }
    throw Unreadable(
      "it is no request of \(Words.alternatives(VenueCatalogue.all.map(\.title))), "
        + "no curl command and no ticket file")
  }

  /// A JSON object: a ticket file, what `preview` prints, a frame, or a body by itself.
  private func object() throws(Unreadable) -> PastedTicket {
    let (document, remarks) = try LooseJSON.document(text)
    let root = document.root
    if root["kind"] != nil || root["legs"] != nil { return try Self.file(root, remarks) }
    if root["inexpressible"] != nil {
      throw Unreadable("it says only why a venue cannot take a ticket")
    }
    if var request = FoundRequest(printed: root) {
      request.remarks += remarks
      return try request.recognized()
    }
    let body = Array(root.rawText.utf8)
    if let method = root["method"]?.string, root["params"] != nil {
      if PlacingPath.named(method) != nil {
        return try FoundRequest(
          form: "a JSON request", target: method, body: body, remarks: remarks
        ).recognized()
      }
      return try FoundRequest(
        form: "a WebSocket frame", body: body, isSocket: true, remarks: remarks
      ).recognized()
    }
    return try FoundRequest(form: "a JSON body", body: body, remarks: remarks).byItsShape()
  }

  private static func file(
    _ root: JSONNode, _ remarks: [String]
  ) throws(Unreadable) -> PastedTicket {
    do {
      let ticket = try TicketFile.read(root, path: "", venues: VenueCatalogue.ids)
      return PastedTicket(ticket, venue: nil, form: "a ticket file", remarks: remarks)
    } catch {
      throw Unreadable("the ticket file: \(error)")
    }
  }
}

extension StringProtocol {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
