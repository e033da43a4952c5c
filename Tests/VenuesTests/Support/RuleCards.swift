import Exact
import Orders
import Testing

@testable import Venues

/// A deck of rule cards: for each rule a ticket that trips it and one that just passes, both made
/// from a base by setting a few values.
///
/// The files are in `Cards`.
struct CardDeck {
  let venue: any Venue
  let cards: [RuleCard]

  init(_ file: String) throws {
    let root = try JSON(JSONDocument(parsing: testFile("Cards/\(file)")).root)
    let id = VenueID(root["venue"]?.text(or: "") ?? "")
    venue = try #require(VenueCatalogue.venue(id))
    let bases = try #require(root["bases"])
    cards = try (root["cards"]?.elements ?? []).map { try RuleCard($0, bases: bases) }
  }
}

struct RuleCard {
  let rule: String
  /// The base with the card's values set.
  let trips: JSON
  let passes: JSON
  /// Where the finding must stand, and the repair it must offer; nil where the card does not say.
  let field: String?
  let repair: String?
  let severity: Severity?
  let environment: Environment

  init(_ card: JSON, bases: JSON) throws {
    rule = card["rule"]?.text(or: "") ?? ""
    let name = card["base"]?.text(or: "") ?? ""
    let base = try #require(bases[name], "no base \(name) for \(rule)")
    trips = try base.setting(try #require(card["trips"], "\(rule) has no trips"))
    passes = try base.setting(card["passes"] ?? .object([]))
    field = card["field"]?.string
    repair = card["repair"]?.string
    severity = card["severity"]?.string.flatMap(Severity.init)
    environment = card["env"]?.string.flatMap(Environment.init) ?? .paper
  }
}

extension RuleCard {
  /// What the venue's rules say of one side of the card.
  func findings(_ side: JSON, _ venue: any Venue) throws -> [Finding] {
    let ticket = try TicketFile.read(
      Array(try #require(side["ticket"]).text.utf8), venues: VenueCatalogue.ids)
    let file = try MarketFile.read(Array((side["market"] ?? .object([])).text.utf8))
    var rules = venue.rules(of: ticket.instrument)
    if let overrides = file.instrument { rules = rules.map(overrides.applied) }
    if let facts = side["facts"], case .object(let members) = facts {
      for fact in members {
        rules?.facts.removeAll { $0.name == fact.name }
        if let value = fact.value.string {
          rules?.facts.append(InstrumentRules.Fact(fact.name, value))
        }
      }
    }
    if let types = side["order_types"] { rules?.orderTypes = types.elements.compactMap(\.string) }
    return venue.findings(
      Inspection(
        venue: venue, ticket: ticket, instrument: rules, market: file.market,
        account: file.account ?? Account(), environment: environment))
  }
}

extension RuleCard {
  /// A side with a finding's repair taken.
  ///
  /// A quantity said once is repaired once, unless an exit may have one of its own, as on Binance.
  func repaired(_ side: JSON, _ finding: Finding, _ repair: String) throws -> JSON {
    // An option's name holds brackets of its own: `crypto-com.order_list[0].client_oid`.
    let field = finding.field.description
    var path =
      field.hasPrefix("options.")
      ? field
      : field.split(separator: "[").joined(separator: ".").split(separator: "]").joined()
    if case .legField(let index, .quantity) = finding.field, let ticket = side["ticket"],
      ticket["quantity"] != nil,
      ticket["kind"] == .string("oco") || finding.venue.name != "binance",
      let legs = ticket["legs"]?.elements, legs.indices.contains(index),
      legs[index]["quantity"] == nil
    {
      path = "quantity"
    }
    return try side.setting(.object([JSONMember("ticket." + path, .string(repair))]))
  }
}

extension JSON {
  var string: String? { if case .string(let text) = self { text } else { nil } }

  func text(or other: String) -> String { string ?? other }

  var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }

  subscript(_ name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// Sets each `path: value`, where a path is names and indexes with points between, and a null
  /// removes.
  ///
  /// Option names hold points themselves: `ticket.options.kucoin.remark`.
  func setting(_ changes: JSON) throws -> JSON {
    guard case .object(let members) = changes else { return self }
    var result = self
    for change in members {
      var path = change.name.split(separator: ".").map(String.init)
      if let options = path.firstIndex(of: "options"), options + 2 < path.count {
        path = Array(path[...options]) + [path[(options + 1)...].joined(separator: ".")]
      }
      result = result.setting(path[...], change.value)
    }
    return result
  }

  private func setting(_ path: ArraySlice<String>, _ value: JSON) -> JSON {
    guard let step = path.first else { return value }
    if case .array(var elements) = self, let index = Int(step) {
      if index == elements.count { elements.append(.object([])) }
      guard elements.indices.contains(index) else { return self }
      if path.count == 1, value == .null {
        elements.remove(at: index)
      } else {
        elements[index] = elements[index].setting(path.dropFirst(), value)
      }
      return .array(elements)
    }
    var members: [JSONMember] = []
    if case .object(let own) = self { members = own }
    let index = members.firstIndex { $0.name == step }
    if path.count == 1, value == .null {
      if let index { members.remove(at: index) }
    } else if let index {
      members[index].value = members[index].value.setting(path.dropFirst(), value)
    } else {
      members.append(JSONMember(step, JSON.object([]).setting(path.dropFirst(), value)))
    }
    return .object(members)
  }
}
