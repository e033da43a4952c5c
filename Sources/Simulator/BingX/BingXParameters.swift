import Crypto
import Exact
import Venues

/// The parameters of a request, in whichever of the three encodings they came.
///
/// A query, a form body and a JSON body are taken alike: documents and clients use all of them
/// (sheet, BingX §1).
struct BingXParameters: Sendable {
  /// One parameter, as it is meant and as it stood.
  struct Entry: Sendable {
    let name: String
    /// Decoded; a JSON number in plain notation.
    let value: String
    /// Name and value as they are signed raw, and as they travelled.
    let literal: String
    let wire: String
  }

  private(set) var entries: [Entry] = []
  private(set) var signature: String?
  private var isJSON = false

  static let mostEntries = 200

  init(_ request: HTTPRequest) throws(BingXFault) {
    if let query = request.query { try take(pairs: query) }
    guard !request.body.isEmpty else { return }
    guard let text = request.text else { throw .invalidParameter }
    if request.body.first == UInt8(ascii: "{") {
      try take(json: request.body)
    } else {
      try take(pairs: text)
    }
  }

  /// Parameters by themselves, as those of one order in a batch.
  init(object node: JSONNode) throws(BingXFault) { try take(members: node) }

  private mutating func take(pairs text: String) throws(BingXFault) {
    for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first.flatMap(Self.decoded),
        let value = parts.count > 1 ? Self.decoded(parts[1]) : ""
      else { throw .invalidParameter }
      try add(
        Entry(
          name: name, value: value, literal: name + "=" + value,
          wire: String(decoding: pair, as: UTF8.self)))
    }
  }

  private static func decoded(_ text: Substring.UTF8View) -> String? {
    try? Percent.decode(text, plusIsSpace: true)
  }

  private mutating func take(json bytes: [UInt8]) throws(BingXFault) {
    guard let document = try? JSONDocument(parsing: bytes) else { throw .invalidParameter }
    isJSON = true
    try take(members: document.root)
  }

  private mutating func take(members node: JSONNode) throws(BingXFault) {
    guard node.kind == .object else { throw .invalidParameter }
    for (name, member) in node.members where !member.isNull {
      let signed = member.string ?? member.rawText
      var value = signed
      if let number = member.numberText {
        // What no decimal can hold stays as it was written, and is refused where it is read.
        value = (try? Decimal(jsonNumber: number))?.description ?? number
      }
      let line = name + "=" + signed
      try add(Entry(name: name, value: value, literal: line, wire: line))
    }
  }

  private mutating func add(_ entry: Entry) throws(BingXFault) {
    if entry.name == "signature" {
      signature = entry.value
      return
    }
    guard entries.count < Self.mostEntries else { throw .invalidParameter }
    entries.append(entry)
  }

  // MARK: Values

  /// The first value of a name; an empty one counts as none.
  subscript(_ name: String) -> String? {
    entries.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  func required(_ name: String) throws(BingXFault) -> String {
    guard let value = self[name] else { throw .missingArguments }
    return value
  }

  func decimal(_ name: String) throws(BingXFault) -> Decimal? {
    guard let text = self[name] else { return nil }
    guard let value = Decimal(text) else { throw .invalidParameter }
    return value
  }

  func integer(_ name: String) throws(BingXFault) -> Int64? {
    guard let text = self[name] else { return nil }
    guard let value = Int64(text) else { throw .invalidParameter }
    return value
  }

  /// What makes two requests the same order: everything but time and proof.
  var fingerprint: String {
    entries.filter { $0.name != "timestamp" && $0.name != "recvWindow" }
      .map(\.literal).sorted().joined(separator: "&")
  }

  /// The same parameters as a form, for the venue's own reader.
  var form: String {
    entries.map { Percent.encode($0.name) + "=" + Percent.encode($0.value) }
      .joined(separator: "&")
  }

  // MARK: Proof

  /// Whether the signature is one of those that documents and clients make.
  ///
  /// The sorted line of a JSON body's members, or the line as sent, raw (authentication, "without
  /// sorting"; api-ai-skills sort it) or as it travelled (BingX-swap-api-doc#38).
  func isSigned(_ signature: String, by key: HMACKey) -> Bool {
    let raw = entries.map(\.literal)
    let sorted = entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var lines = [sorted.map(\.literal)]
    if !isJSON {
      if raw != lines[0] { lines.append(raw) }
      for wire in [entries.map(\.wire), sorted.map(\.wire)] where !lines.contains(wire) {
        lines.append(wire)
      }
    }
    return lines.contains { Proof.isSigned($0.joined(separator: "&"), signature, by: key) }
  }
}
