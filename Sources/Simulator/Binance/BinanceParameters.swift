import Exact
import Orders
import Venues

/// The parameters of one request by name, whatever road they came by.
struct BinanceParameters: Hashable, Sendable {
  private(set) var entries: [Entry] = []

  struct Entry: Hashable, Sendable {
    let name: String
    let value: String
  }

  /// More than any endpoint has; what is beyond is a mistake, or meant badly.
  static let most = 100

  init() {}

  /// A query and a form; what stands in both is taken from the query (rest-api.md, General
  /// Information on Endpoints).
  init(query: String, body: String) throws(BinanceFault) {
    guard var found = FormParameters(query), let more = FormParameters(body) else {
      throw .unreadable
    }
    if found.entries.count + more.entries.count > Self.most {
      throw .tooMany(Self.most, found.entries.count + more.entries.count)
    }
    if found.repeated != nil || more.repeated != nil { throw .duplicate }
    found.fill(from: more)
    entries = found.entries.map { Entry(name: $0.name, value: $0.value) }
  }

  /// The `params` of a frame; what is no text is taken as it is written.
  init(_ params: JSONNode) throws(BinanceFault) {
    guard params.kind == .object else { throw .paramsNotObject }
    if params.count > Self.most { throw .tooMany(Self.most, params.count) }
    for (name, node) in params.members where !node.isNull {
      entries.append(Entry(name: name, value: node.string ?? node.rawText))
    }
  }

  subscript(_ name: String) -> String? {
    get { entries.first { $0.name == name }?.value }
    set {
      entries.removeAll { $0.name == name }
      if let newValue { entries.append(Entry(name: name, value: newValue)) }
    }
  }

  func int(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }

  func decimal(_ name: String) -> Decimal? { self[name].flatMap(Decimal.init) }

  func flag(_ name: String) -> Bool? { self[name].map { $0.lowercased() == "true" } }

  /// A moment in milliseconds, or in microseconds where it is too large to be one.
  func moment(_ name: String) -> Int64? {
    int(name).map { $0 >= 100_000_000_000_000 ? $0 / 1000 : $0 }
  }

  /// Symbols as JSON's array of strings; nil where they are not sent.
  func symbols() throws(BinanceFault) -> [String]? {
    guard let text = self["symbols"] else { return nil }
    let range = #"^\[("[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,}){0,1}\]$"#
    guard let document = try? JSONDocument(parsing: Array(text.utf8)),
      document.root.kind == .array
    else { throw .illegal("symbols", range) }
    return document.root.elements.map { $0.string ?? "" }
  }

  /// `a=1&b=2`, for the venue's own reader.
  func query(without names: Set<String>) -> String {
    entries.filter { !names.contains($0.name) }
      .map { Percent.encode($0.name) + "=" + Percent.encode($0.value) }.joined(separator: "&")
  }

  /// What is signed on the WebSocket API: all but the signature, by name, not encoded
  /// (web-socket-api.md, SIGNED request security).
  var signedLine: String {
    entries.filter { $0.name != "signature" }
      .sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
      .map { $0.name + "=" + $0.value }.joined(separator: "&")
  }
}

/// One documented parameter, and what its value may be.
struct BinanceParameter: Sendable {
  let name: String
  let kind: Kind
  let isRequired: Bool

  enum Kind: Sendable {
    case symbol
    case decimal
    case integer(ClosedRange<Int64>)
    case identifier
    case words([String], BinanceFault)
    case flag
    case text
    /// `recvWindow`.
    case window
  }

  init(_ name: String, _ kind: Kind, required: Bool = false) {
    self.name = name
    self.kind = kind
    isRequired = required
  }

  /// The row that the client fills, from the other side.
  init(_ field: Field, optional: Bool = false) {
    name = field.name
    isRequired = field.need == .required && !optional
    switch field.meaning {
    case .symbol: kind = .symbol
    case .side: kind = .words(["BUY", "SELL"], .side)
    case .legType: kind = .words(Self.types, .orderType)
    case .timeInForce: kind = .words(Binance.timesInForce, .timeInForce)
    default: kind = Self.kind(field)
    }
  }

  /// Every order type there is (enums.md).
  static let types = [
    "LIMIT", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT",
    "LIMIT_MAKER",
  ]

  private static func kind(_ field: Field) -> Kind {
    switch field.type {
    case .decimal: field.name == "recvWindow" ? .window : .decimal
    case .integer(let range): .integer(range)
    case .text(_, .identifier): .identifier
    case .text(_, .digits): .integer(0...Int64.max)
    case .choice(let words): .words(words, fault(field.name))
    case .flag: .flag
    default: .text
    }
  }

  private static func fault(_ name: String) -> BinanceFault {
    if name.hasSuffix("egPriceType") { return .pegPriceType }
    if name.hasSuffix("egOffsetType") { return .pegOffsetType }
    return .invalid(name)
  }

  /// What is wrong with a value by itself.
  func check(_ value: String?) throws(BinanceFault) {
    guard let value else {
      if isRequired { throw .missing(name) }
      return
    }
    if value.isEmpty { throw isRequired ? .missing(name) : .empty(name) }
    switch kind {
    case .symbol: try checkSymbol(value)
    case .decimal: try checkDecimal(value)
    case .integer(let range): try checkInteger(value, range)
    case .identifier:
      let isLegal = value.utf8.count <= 36 && value.utf8.allSatisfy(Self.isOfIdentifier)
      if !isLegal { throw .illegal(name, "^[a-zA-Z0-9-_]{1,36}$") }
    case .words(let words, let fault): if !words.contains(value) { throw fault }
    case .flag:
      if !["true", "false"].contains(value.lowercased()) { throw .invalid(name) }
    case .text: break
    case .window: try checkWindow(value)
    }
  }

  private func checkSymbol(_ value: String) throws(BinanceFault) {
    let isLegal = value.utf8.allSatisfy {
      $0 >= 128 || (65...90).contains($0) || (48...57).contains($0) || [45, 95, 46].contains($0)
    }
    if !isLegal || value.unicodeScalars.count > 20 {
      throw .illegal(name, "^[A-Z0-9-_.]{1,20}$")
    }
  }

  private func checkDecimal(_ value: String) throws(BinanceFault) {
    let parts = value.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isLegal =
      parts.count <= 2
      && parts.allSatisfy { (1...20).contains($0.count) && $0.allSatisfy(Self.isDigit) }
    if !isLegal { throw .illegal(name, #"^([0-9]{1,20})(\.[0-9]{1,20})?$"#) }
    // Leading zeros are digits like others there, and none of ours.
    if Decimal(Self.plain(value)) == nil { throw .overflow(name) }
  }

  private func checkInteger(
    _ value: String, _ range: ClosedRange<Int64>
  ) throws(BinanceFault) {
    guard value.utf8.count <= 20, value.utf8.allSatisfy(Self.isDigit) else {
      throw .illegal(name, "^[0-9]{1,20}$")
    }
    guard let number = Int64(value) else { throw .overflow(name) }
    if number > range.upperBound { throw .tooLarge(name, range.upperBound) }
    if number < range.lowerBound {
      throw name.hasSuffix("trategyType") ? .strategyType : .invalid(name)
    }
  }

  private func checkWindow(_ value: String) throws(BinanceFault) {
    try checkDecimal(value)
    guard let window = Decimal(Self.plain(value)) else { throw .overflow(name) }
    if window.fractionDigits > 3 { throw .precision(name) }
    if window > 60_000 { throw .tooLarge(name, 60_000) }
  }

  /// Without zeros in front, which our own grammar of numbers refuses.
  static func plain(_ value: String) -> String {
    let rest = value.drop { $0 == "0" }
    return rest.isEmpty || rest.first == "." ? "0" + rest : String(rest)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isOfIdentifier(_ byte: UInt8) -> Bool {
    isDigit(byte) || (97...122).contains(byte | 32) && byte != 96 && byte < 128 || byte == 45
      || byte == 95
  }
}
