import Exact

/// The ticket as JSON, for people, scripts and templates.
public enum TicketFile {
  /// Reads a ticket; `venues` are the names that may stand before the point of an option.
  public static func read(
    _ bytes: [UInt8], venues: [VenueID]
  ) throws(FileError) -> Ticket {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes, limits: JSONLimits.file)
    } catch {
      throw FileError(line: error.line, key: "", reason: "column \(error.column): \(error.reason)")
    }
    return try read(document.root, path: "", venues: venues)
  }

  /// Reads a ticket that stands inside another file, under `path`.
  public static func read(
    _ node: JSONNode, path: String, venues: [VenueID]
  ) throws(FileError) -> Ticket {
    let reader = try KeyedReader(
      node, path: path, keys: ["kind", "instrument", "side", "quantity", "legs", "options"])
    _ = try reader.required("kind")
    guard let kind = try reader.word("kind", Kind.self) else {
      throw reader.error("kind", "is missing")
    }
    return Ticket(
      kind: kind,
      instrument: try instrument(reader),
      side: try reader.word("side", Side.self),
      quantity: try reader.decimal("quantity"),
      legs: try legs(reader),
      options: try options(reader, venues: venues))
  }

  private static func instrument(_ reader: KeyedReader) throws(FileError) -> Instrument {
    _ = try reader.required("instrument")
    guard let text = try reader.text("instrument") else {
      throw reader.error("instrument", "is missing")
    }
    guard let instrument = Instrument(text) else {
      throw reader.error(
        "instrument",
        "'\(KeyedReader.quoted(text))' is neither a pair such as BTC/USDT nor a futures contract "
          + "such as ESZ6")
    }
    return instrument
  }

  private static func legs(_ reader: KeyedReader) throws(FileError) -> [Leg] {
    let node = try reader.required("legs")
    guard node.kind == .array else { throw reader.wrong(node, "legs", "an array of legs") }
    guard node.count > 0 else { throw reader.error("legs", "is empty; a ticket has legs") }
    guard node.count <= Ticket.maximumLegs else {
      throw reader.error(
        "legs", "has \(node.count) legs; a ticket has at most \(Ticket.maximumLegs)")
    }
    var legs: [Leg] = []
    for (index, element) in node.elements.enumerated() {
      legs.append(try leg(element, path: "\(reader.path("legs"))[\(index)]"))
    }
    return legs
  }

  private static func leg(_ node: JSONNode, path: String) throws(FileError) -> Leg {
    let reader = try KeyedReader(node, path: path, keys: LegField.allCases.map(\.rawValue))
    var leg = Leg()
    leg.side = try reader.word("side", Side.self)
    leg.type = try reader.word("type", LegType.self)
    leg.quantity = try reader.decimal("quantity")
    leg.price = try reader.decimal("price")
    leg.trigger = try reader.decimal("trigger")
    leg.triggerBy = try reader.word("trigger_by", TriggerSource.self)
    leg.timeInForce = try reader.word("tif", TimeInForce.self)
    if let text = node["trail"]?.text {
      do {
        leg.trail = try Trail(parsing: text)
      } catch {
        throw reader.error("trail", error.description)
      }
    } else if let value = node["trail"] {
      throw reader.wrong(value, "trail", "a distance such as \"250\" or \"1.5%\"")
    }
    if let text = try reader.text("expire") {
      guard let moment = Timestamp(iso: text) else {
        throw reader.error(
          "expire", "'\(KeyedReader.quoted(text))' is not a time such as 2026-12-01T21:00:00Z")
      }
      leg.expire = moment
    }
    return leg
  }

  private static func options(
    _ reader: KeyedReader, venues: [VenueID]
  ) throws(FileError) -> Options {
    var options = Options()
    guard let node = reader.node["options"] else { return options }
    guard node.kind == .object else { throw reader.wrong(node, "options", "an object") }
    guard node.count <= Ticket.maximumOptions else {
      throw reader.error(
        "options", "has \(node.count) options; a ticket has at most \(Ticket.maximumOptions)")
    }
    for (name, value) in node.members {
      let key = reader.path("options") + "." + KeyedReader.quoted(name)
      guard let point = name.firstIndex(of: "."),
        venues.contains(VenueID(String(name[..<point]))), name.index(after: point) < name.endIndex
      else {
        throw FileError(
          line: value.line, key: key,
          reason: "does not begin with a venue and a point, such as binance.recvWindow; the venues "
            + "are \(Words.list(venues.map(\.name)))")
      }
      guard let option = OptionValue(value) else {
        throw FileError(
          line: value.line, key: key,
          reason: "\(value.article) where a string, a number, true, false or a list of strings "
            + "belongs")
      }
      options[name] = option
    }
    return options
  }
}

extension JSONLimits {
  /// What a person or a script writes: a ticket, a market, a scenario.
  package static var file: JSONLimits {
    var limits = JSONLimits.standard
    limits.bytes = 1 << 20
    limits.depth = 16
    return limits
  }
}

extension OptionValue {
  fileprivate init?(_ node: JSONNode) {
    switch node.kind {
    case .string: self = .text(node.string ?? "")
    case .number: self = .number(node.numberText ?? "")
    case .bool: self = .flag(node.bool ?? false)
    case .array:
      let items = node.elements.map(\.string)
      guard items.allSatisfy({ $0 != nil }) else { return nil }
      self = .list(items.compactMap { $0 })
    case .null, .object: return nil
    }
  }
}
