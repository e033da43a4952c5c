import Exact
import Orders
import PaperExchange
import Venues

/// The scenario as JSON, for people and scripts.
public enum ScenarioFile {
  static let keys = [
    "ticket", "start", "path", "venues", "faults", "balances", "position", "commission",
    "switches", "instrument", "clock",
  ]
  /// More than anybody would follow by eye.
  static let maximumSteps = 10_000

  /// Reads a scenario; the error says the line, the key and what is wrong there.
  public static func read(_ bytes: [UInt8]) throws(FileError) -> Scenario {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes, limits: JSONLimits.file)
    } catch {
      throw FileError(line: error.line, key: "", reason: "column \(error.column): \(error.reason)")
    }
    let reader = try KeyedReader(document.root, path: "", keys: keys)
    let ticket = try TicketFile.read(
      try reader.required("ticket"), path: "ticket", venues: VenueCatalogue.ids)
    _ = try reader.required("start")
    guard let start = try positive(reader, "start") else {
      throw reader.error("start", "is missing")
    }
    var scenario = Scenario(ticket, start: start)
    scenario.path = try path(reader, legs: ticket.legs.count)
    scenario.source = reader.node["path"]
    scenario.venues = try venues(reader)
    scenario.balances = try balances(reader, scenario)
    scenario.position = try position(reader, ticket.instrument)
    scenario.commission = try commission(reader)
    scenario.turns = try turns(reader)
    scenario.instrument = try MarketFile.instrument(reader)
    if let text = try reader.text("clock") {
      guard let clock = Timestamp(iso: text) else {
        throw reader.error("clock", notATime(text))
      }
      scenario.clock = clock
    }
    scenario.faults = try ScenarioFault.read(reader, scenario)
    scenario.faultSource = reader.node["faults"]
    return scenario
  }

  static func notATime(_ text: String) -> String {
    "'\(KeyedReader.quoted(text))' is not a time such as 2026-12-01T21:00:00Z"
  }

  static func positive(_ reader: KeyedReader, _ key: String) throws(FileError) -> Decimal? {
    guard let value = try reader.decimal(key) else { return nil }
    guard value.isPositive else { throw reader.error(key, "\(value) is not above zero") }
    return value
  }

  private static func venues(_ reader: KeyedReader) throws(FileError) -> [VenueID] {
    guard let node = reader.node["venues"] else { return [] }
    guard node.kind == .array else {
      throw reader.wrong(node, "venues", "an array of venues")
    }
    guard node.count > 0 else {
      throw reader.error("venues", "is empty; leave it out for every venue")
    }
    var venues: [VenueID] = []
    for (index, element) in node.elements.enumerated() {
      let key = "venues[\(index)]"
      guard let name = element.string else {
        throw FileError(
          line: element.line, key: key, reason: "\(element.article) where a venue belongs")
      }
      guard VenueCatalogue.ids.contains(VenueID(name)) else {
        let known = Words.alternatives(VenueCatalogue.ids.map(\.name))
        throw FileError(
          line: element.line, key: key, reason: "'\(KeyedReader.quoted(name))' is not \(known)")
      }
      guard !venues.contains(VenueID(name)) else {
        throw FileError(line: element.line, key: key, reason: "'\(name)' stands there already")
      }
      venues.append(VenueID(name))
    }
    return venues
  }

  private static func balances(
    _ parent: KeyedReader, _ scenario: Scenario
  ) throws(FileError) -> [Scenario.Deposit]? {
    guard let node = parent.node["balances"] else { return nil }
    let reader = try KeyedReader(node, path: "balances", keys: scenario.assets)
    var deposits: [Scenario.Deposit] = []
    for asset in scenario.assets {
      let amount = try reader.decimal(asset) ?? .zero
      guard !amount.isNegative else { throw reader.error(asset, "\(amount) is below zero") }
      guard amount <= maximumAmount, amount.scale <= 8 else {
        throw reader.error(asset, "\(amount) has more than 8 digits behind its point or 15 before")
      }
      deposits.append(Scenario.Deposit(asset, amount))
    }
    return deposits
  }

  private static func position(
    _ reader: KeyedReader, _ instrument: Instrument
  ) throws(FileError) -> Decimal? {
    guard let contracts = try reader.decimal("position") else { return nil }
    guard !instrument.isSpot else {
      throw reader.error("position", "is for a future; what a spot account owns is a balance")
    }
    guard contracts.magnitude <= maximumPosition else {
      throw reader.error("position", "\(contracts) is beyond a million contracts")
    }
    return contracts
  }

  private static let maximumPosition: Decimal = 1_000_000
  private static let maximumAmount: Decimal = 999_999_999_999_999

  private static func commission(_ reader: KeyedReader) throws(FileError) -> Decimal {
    guard let rate = try reader.decimal("commission") else { return .zero }
    guard !rate.isNegative, rate <= mostCommission, rate.scale <= 6 else {
      throw reader.error(
        "commission",
        "\(rate) is not a part between 0 and 0.1 with up to 6 digits, such as 0.001")
    }
    return rate
  }

  private static let mostCommission = Decimal(mantissa: 1, scale: 1) ?? .zero

  private static func turns(_ parent: KeyedReader) throws(FileError) -> [Scenario.Turn] {
    guard let node = parent.node["switches"] else { return [] }
    guard node.kind == .object else { throw parent.wrong(node, "switches", "an object") }
    var turns: [Scenario.Turn] = []
    for (name, value) in node.members { turns.append(try turn(name, value)) }
    return turns
  }

  private static func turn(_ name: String, _ value: JSONNode) throws(FileError) -> Scenario.Turn {
    let key = "switches." + KeyedReader.quoted(name)
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, VenueCatalogue.ids.contains(VenueID(parts[0])),
      let found = ContingencyRules.Switch(rawValue: parts[1])
    else {
      let switches = ContingencyRules.Switch.allCases.map(\.rawValue)
      throw FileError(
        line: value.line, key: key,
        reason: "is not a venue, a point and a switch, such as binance.removal; the switches are"
          + " \(Words.list(switches))")
    }
    let ways = ContingencyRules.ways(of: found)
    guard let way = value.string, ways.contains(way) else {
      let said = value.string.map { "'\(KeyedReader.quoted($0))'" } ?? value.article
      throw FileError(
        line: value.line, key: key, reason: "\(said) is not \(Words.alternatives(ways))")
    }
    return Scenario.Turn(venue: VenueID(parts[0]), name: found, way: way)
  }
}
