import Exact
import Orders
import Venues

/// Reads faults: `{"fault":"drop_reply","venue":"binance","path":"/api/v3/orderList","times":1}`.
///
/// A key that the fault does not have is an error that names it: a misspelt one would otherwise
/// arm something else than was meant.
public enum FaultFile {
  /// What a request to the control port asks for.
  public enum Order: Hashable, Sendable {
    case arm(Fault)
    /// Takes back everything: what is armed, silent streams, clocks and rules.
    case clear
  }

  public static func read(_ bytes: [UInt8]) throws(FileError) -> Order {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes, limits: JSONLimits.file)
    } catch {
      throw FileError(line: error.line, key: "", reason: "column \(error.column): \(error.reason)")
    }
    return try order(document.root, path: "")
  }

  /// `more` are keys of the file around it, which reads them itself.
  static func order(
    _ node: JSONNode, path: String, more: [String] = []
  ) throws(FileError) -> Order {
    if node["clear"] != nil {
      let reader = try KeyedReader(node, path: path, keys: ["clear"] + more)
      guard try reader.flag("clear") == true else {
        throw reader.error("clear", "only true means anything here")
      }
      return .clear
    }
    return .arm(try fault(node, path: path, more: more))
  }

  private static func fault(
    _ node: JSONNode, path: String, more: [String]
  ) throws(FileError) -> Fault {
    guard node.kind == .object, let given = node["fault"], let spelt = given.string else {
      throw FileError(
        line: node.line, key: path.isEmpty ? "fault" : path + ".fault",
        reason: "is missing; it is one of \(Words.list(shapes.map(\.name)))")
    }
    let word = spelt.lowercased().replacing("-", with: "_")
    guard let shape = shapes.first(where: { $0.name == word || $0.others.contains(word) }) else {
      let reader = try KeyedReader(node, path: path, keys: node.members.map(\.key))
      throw reader.error(
        "fault", "'\(KeyedReader.quoted(spelt))' is not \(Words.alternatives(shapes.map(\.name)))")
    }
    let places = shape.isAtOnce ? ["venue"] : ["venue", "path", "method", "operation"]
    let counts = shape.isAtOnce ? [] : ["times", "after"]
    let reader = try KeyedReader(
      node, path: path, keys: ["fault"] + shape.keys + places + counts + more)
    return Fault(
      try shape.what(reader), venue: try venue(reader), path: try text(reader, "path"),
      method: try text(reader, "method")?.uppercased(),
      operation: try reader.word("operation", Operation.self),
      times: try count(reader, "times", least: 1), after: try count(reader, "after") ?? 0)
  }

  static func venue(_ reader: KeyedReader) throws(FileError) -> VenueID? {
    guard let name = try reader.text("venue") else { return nil }
    guard let id = VenueCatalogue.ids.first(where: { $0.name == name }) else {
      let known = Words.alternatives(VenueCatalogue.ids.map(\.name))
      throw reader.error("venue", "'\(KeyedReader.quoted(name))' is not \(known)")
    }
    return id
  }

  private static func text(_ reader: KeyedReader, _ key: String) throws(FileError) -> String? {
    guard let text = try reader.text(key) else { return nil }
    guard !text.isEmpty, text.utf8.count <= 256 else {
      throw reader.error(key, "is empty, or longer than 256 bytes")
    }
    return text
  }

  static func count(
    _ reader: KeyedReader, _ key: String, least: Int64 = 0
  ) throws(FileError) -> Int? {
    try reader.integer(key, in: least...1_000_000).map { Int($0) }
  }
}

extension FaultFile {
  /// One word and what belongs to it.
  struct Shape: Sendable {
    let name: String
    /// Other words that mean it.
    var others: [String] = []
    var keys: [String] = []
    var isAtOnce = false
    let what: @Sendable (KeyedReader) throws(FileError) -> Fault.What
  }

  static let shapes: [Shape] = answers + streams + rules

  private static let answers = [
    Shape(name: "drop_reply", others: ["lose_reply", "drop_response"]) {
      _ throws(FileError) in .dropReply
    },
    Shape(name: "delay_reply", others: ["delay", "delay_response"], keys: ["ms"]) {
      reader throws(FileError) in
      .delayReply(milliseconds: try required(reader, "ms", 0...600_000))
    },
    Shape(name: "http_status", others: ["status", "http_error"], keys: ["status", "executed"]) {
      reader throws(FileError) in
      .httpStatus(
        Int(try required(reader, "status", 500...599)),
        isExecuted: try reader.flag("executed") ?? false)
    },
    Shape(name: "cut_reply", others: ["cut", "truncate_reply"], keys: ["bytes"]) {
      reader throws(FileError) in
      .cutReply(bytes: Int(try required(reader, "bytes", 0...1_000_000)))
    },
    Shape(name: "rate_limit", keys: ["seconds"]) { reader throws(FileError) in
      .rateLimit(seconds: Int(try reader.integer("seconds", in: 1...86_400) ?? 10))
    },
    Shape(name: "ban", keys: ["seconds"]) { reader throws(FileError) in
      .ban(seconds: Int(try reader.integer("seconds", in: 1...86_400) ?? 120))
    },
  ]

  private static let streams = [
    Shape(name: "drop_event", others: ["lose_event"]) { _ throws(FileError) in .dropEvent },
    Shape(name: "duplicate_event", others: ["double_event"]) {
      _ throws(FileError) in .duplicateEvent
    },
    Shape(name: "reorder_events", others: ["reorder_event"]) {
      _ throws(FileError) in .reorderEvents
    },
    Shape(name: "silent_stream", others: ["silence_stream"]) {
      _ throws(FileError) in .silentStream
    },
    Shape(name: "cut_stream", others: ["drop_stream"]) { _ throws(FileError) in .cutStream },
  ]

  private static let rules = [
    Shape(name: "expire_token", others: ["expire_tokens"], isAtOnce: true) {
      _ throws(FileError) in .expireToken
    },
    Shape(name: "clock", others: ["clock_offset"], keys: ["ms"], isAtOnce: true) {
      reader throws(FileError) in
      .clock(milliseconds: try required(reader, "ms", -86_400_000...86_400_000))
    },
    Shape(
      name: "tick_size", others: ["tick"], keys: ["instrument", "size"], isAtOnce: true
    ) { reader throws(FileError) in .tickSize(try instrument(reader), try size(reader)) },
    Shape(
      name: "lot_size", others: ["lot"], keys: ["instrument", "size"], isAtOnce: true
    ) { reader throws(FileError) in .lotSize(try instrument(reader), try size(reader)) },
    Shape(name: "halt", keys: ["instrument"], isAtOnce: true) {
      reader throws(FileError) in .halt(try instrument(reader))
    },
    Shape(name: "resume", keys: ["instrument"], isAtOnce: true) {
      reader throws(FileError) in .resume(try instrument(reader))
    },
  ]

  private static func required(
    _ reader: KeyedReader, _ key: String, _ range: ClosedRange<Int64>
  ) throws(FileError) -> Int64 {
    guard let number = try reader.integer(key, in: range) else {
      throw reader.error(key, "is missing")
    }
    return number
  }

  private static func size(_ reader: KeyedReader) throws(FileError) -> Decimal {
    _ = try reader.required("size")
    guard let size = try reader.decimal("size"), size.isPositive else {
      throw reader.error("size", "is not above zero")
    }
    return size
  }

  static func instrument(_ reader: KeyedReader) throws(FileError) -> Instrument {
    _ = try reader.required("instrument")
    let text = try reader.text("instrument") ?? ""
    guard let instrument = Instrument(text) else {
      throw reader.error(
        "instrument",
        "'\(KeyedReader.quoted(text))' is neither a pair such as BTC/USDT nor a contract such as"
          + " ESZ6")
    }
    return instrument
  }
}
