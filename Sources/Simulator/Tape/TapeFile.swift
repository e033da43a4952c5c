import Exact
import Orders

/// Reads moves of the tape:
/// `{"instrument":"BTC/USDT","trades":[{"price":"32010","quantity":"0.5"}]}`.
public enum TapeFile {
  static let keys = [
    "instrument", "venue", "trades", "quotes", "marks", "indexes", "time", "session_end",
  ]

  /// One move: what `POST /tape` takes.
  public static func move(_ bytes: [UInt8]) throws(FileError) -> TapeMove {
    try move(document(bytes).root, path: "", keys: keys)
  }

  /// A script: one move a line, each with the milliseconds it comes after the one before.
  public static func script(_ bytes: [UInt8]) throws(FileError) -> [TapeScript.Line] {
    var lines: [TapeScript.Line] = []
    var number = 0
    for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      do throws(FileError) {
        let node = try document(Array(text)).root
        let after = try KeyedReader(node, path: "", keys: keys + ["after_ms"])
          .integer("after_ms", in: 0...86_400_000)
        lines.append(
          TapeScript.Line(
            after: after ?? 0, move: try move(node, path: "", keys: keys + ["after_ms"])))
      } catch {
        throw FileError(line: number, key: error.key, reason: error.reason)
      }
    }
    guard !lines.isEmpty else { throw FileError(line: nil, key: "", reason: "holds no move") }
    return lines
  }

  private static func document(_ bytes: [UInt8]) throws(FileError) -> JSONDocument {
    do {
      return try JSONDocument(parsing: bytes, limits: JSONLimits.file)
    } catch {
      throw FileError(line: error.line, key: "", reason: "column \(error.column): \(error.reason)")
    }
  }

  private static func move(
    _ node: JSONNode, path: String, keys: [String]
  ) throws(FileError) -> TapeMove {
    let reader = try KeyedReader(node, path: path, keys: keys)
    var move = TapeMove(nil)
    move.venue = try FaultFile.venue(reader)
    move.trades = try list(reader, "trades", trade)
    move.quotes = try list(reader, "quotes", quote)
    move.marks = try list(reader, "marks", price)
    move.indexes = try list(reader, "indexes", price)
    move.time = try time(reader)
    move.endsSession = try reader.flag("session_end") ?? false
    let hasPrices =
      !(move.trades.isEmpty && move.quotes.isEmpty && move.marks.isEmpty && move.indexes.isEmpty)
    if hasPrices || node["instrument"] != nil {
      move.instrument = try FaultFile.instrument(reader)
    }
    guard hasPrices || move.time != nil || move.endsSession else {
      throw FileError(
        line: node.line, key: path,
        reason: "moves nothing: it has no trades, quotes, marks, indexes, time or session_end")
    }
    return move
  }

  private static func list<Element>(
    _ reader: KeyedReader, _ key: String,
    _ element: (JSONNode, String) throws(FileError) -> Element
  ) throws(FileError) -> [Element] {
    guard let node = reader.node[key] else { return [] }
    guard node.kind == .array else { throw reader.wrong(node, key, "an array") }
    guard node.count <= 10_000 else { throw reader.error(key, "has more than 10000 elements") }
    var elements: [Element] = []
    for (index, node) in node.elements.enumerated() {
      elements.append(try element(node, "\(reader.path(key))[\(index)]"))
    }
    return elements
  }

  private static func trade(_ node: JSONNode, _ path: String) throws(FileError) -> TapeMove.Trade {
    let reader = try KeyedReader(node, path: path, keys: ["price", "quantity"])
    _ = try reader.required("price")
    return TapeMove.Trade(
      try positive(reader, "price") ?? .zero, quantity: try positive(reader, "quantity"))
  }

  private static func quote(_ node: JSONNode, _ path: String) throws(FileError) -> TapeMove.Quote {
    let reader = try KeyedReader(
      node, path: path, keys: ["bid", "ask", "bid_quantity", "ask_quantity"])
    _ = try reader.required("bid")
    _ = try reader.required("ask")
    let bid = try positive(reader, "bid") ?? .zero
    let ask = try positive(reader, "ask") ?? .zero
    guard bid <= ask else { throw reader.error("ask", "\(ask) is below the bid \(bid)") }
    return TapeMove.Quote(
      bid: bid, ask: ask, bidQuantity: try positive(reader, "bid_quantity"),
      askQuantity: try positive(reader, "ask_quantity"))
  }

  private static func price(_ node: JSONNode, _ path: String) throws(FileError) -> Decimal {
    guard let text = node.text else {
      throw FileError(
        line: node.line, key: path, reason: "is \(node.article) where a decimal string belongs")
    }
    do {
      let price = try Decimal(parsing: text)
      guard price.isPositive else {
        throw FileError(line: node.line, key: path, reason: "\(price) is not above zero")
      }
      return price
    } catch let error as DecimalError {
      throw FileError(line: node.line, key: path, reason: error.description)
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(line: node.line, key: path, reason: "is no price")
    }
  }

  private static func positive(
    _ reader: KeyedReader, _ key: String
  ) throws(FileError) -> Decimal? {
    guard let value = try reader.decimal(key) else { return nil }
    guard value.isPositive else { throw reader.error(key, "\(value) is not above zero") }
    return value
  }

  /// `"2026-12-01T21:00:00Z"`, milliseconds since 1970, or `"+90s"` from now on.
  private static func time(_ reader: KeyedReader) throws(FileError) -> TapeMove.Time? {
    guard let node = reader.node["time"] else { return nil }
    if let number = node.int64 {
      guard (0...4_102_444_800_000_000).contains(number) else {
        throw reader.error("time", "\(number) is no time in milliseconds since 1970")
      }
      return .at(Timestamp(milliseconds: number))
    }
    let text = node.string ?? ""
    if let moment = Timestamp(iso: text) { return .at(moment) }
    let units: [(String, Int64)] = [
      ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    for (unit, size) in units where text.hasPrefix("+") && text.hasSuffix(unit) {
      let digits = text.dropFirst().dropLast(unit.count)
      guard digits.allSatisfy(\.isNumber), let count = Int64(digits), count <= 1_000_000 else {
        continue
      }
      return .ahead(count * size)
    }
    throw reader.error(
      "time", "is no time such as 2026-12-01T21:00:00Z, milliseconds since 1970, or +90s")
  }
}
