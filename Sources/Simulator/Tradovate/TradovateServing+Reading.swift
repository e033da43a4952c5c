import Exact
import Orders

/// One of the verbs that every entity has: `order/list`, `command/deps` (Tradovate §1).
struct EntityRead: Sendable {
  enum Verb: String, Sendable {
    case list, item, items, find, deps, ldeps, suggest
  }

  /// In lower case.
  let entity: String
  let verb: Verb

  init?(_ name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let verb = Verb(rawValue: String(parts[1])),
      Self.entities.contains(String(parts[0]))
    else { return nil }
    entity = String(parts[0])
    self.verb = verb
  }

  static let entities: Set<String> = {
    let library = [
      "account", "user", "contract", "contractmaturity", "product", "exchange", "currency",
      "contractgroup", "position", "cashbalance", "marginsnapshot", "orderstrategytype",
    ]
    return Set(library + EntityBook.Kind.allCases.map { $0.rawValue.lowercased() } + empty)
  }()

  /// Entities that the paper exchange knows and has none of.
  static let empty = [
    "fillpair", "spreaddefinition", "accountriskstatus", "useraccountautoliq", "userproperty",
    "property", "userplugin", "contractmargin", "productmargin", "usersession",
  ]

  /// What an entity's `deps` are asked by.
  static let masters = [
    "contract": "contractMaturityId", "contractmaturity": "productId", "position": "accountId",
    "cashbalance": "accountId", "account": "userId", "marginsnapshot": "id",
    "product": "exchangeId",
  ]
}

extension TradovateServing {
  /// Answers one of the verbs; what is not there is 404, of several what is there is told.
  func read(_ read: EntityRead, _ call: Call) -> Reply {
    switch read.verb {
    case .list: return .ok(.array(entities(read.entity)))
    case .item:
      guard let id = call.number("id") else { return .missing("id") }
      return entity(read.entity, id).map(Reply.ok) ?? .notFound
    case .items:
      guard let ids = Self.numbers(call.text("ids")) else { return .missing("ids") }
      return .ok(.array(ids.compactMap { entity(read.entity, $0) }))
    case .find:
      guard let name = call.text("name") else { return .missing("name") }
      return entities(read.entity).first { $0[member: "name"] == .string(name) }.map(Reply.ok)
        ?? .notFound
    case .deps:
      guard let id = call.number("masterid") else { return .missing("masterid") }
      return .ok(.array(dependents(read.entity, of: id)))
    case .ldeps:
      guard let ids = Self.numbers(call.text("masterids")) else { return .missing("masterids") }
      return .ok(.array(ids.flatMap { dependents(read.entity, of: $0) }))
    case .suggest:
      guard let text = call.text("t") else { return .missing("t") }
      let found = entities(read.entity).filter { entity in
        guard case .string(let name)? = entity[member: "name"] else { return false }
        return name.uppercased().hasPrefix(text.uppercased())
      }
      let most = max(0, min(call.number("l") ?? 10, 100))
      return .ok(.array(Array(found.prefix(Int(most)))))
    }
  }

  private static func numbers(_ text: String?) -> [Int64]? {
    text.map { $0.split(separator: ",").prefix(1_000).compactMap { Int64($0) } }
  }

  private func kind(_ entity: String) -> EntityBook.Kind? {
    EntityBook.Kind.allCases.first { $0.rawValue.lowercased() == entity }
  }

  /// All of an entity that the session knows, by its name in lower case.
  func entities(_ name: String) -> [JSON] {
    let markets = desk.specs.indices
    return switch name {
    case "account": [paper.account]
    case "user": [paper.userEntity]
    case "contract": markets.map(contract)
    case "contractmaturity": markets.map(maturity)
    case "product": markets.map(product)
    case "exchange": Self.named(Self.exchanges)
    case "currency": Self.currencies
    case "contractgroup": Self.named(Self.groups)
    case "position": markets.compactMap(position)
    case "cashbalance": [cashBalance]
    case "marginsnapshot": [marginSnapshot]
    case "orderstrategytype": Self.strategyTypes
    default: kind(name).map(book.all) ?? []
    }
  }

  private func entity(_ name: String, _ id: Int64) -> JSON? {
    if let kind = kind(name) { return book.entity(kind, id) }
    return entities(name).first { $0[member: "id"] == .integer(id) }
  }

  private func dependents(_ name: String, of master: Int64) -> [JSON] {
    if let kind = kind(name) {
      return book.dependents(kind, of: master).compactMap { book.entity(kind, $0) }
    }
    guard let member = EntityRead.masters[name] else { return [] }
    return entities(name).filter { $0[member: member] == .integer(master) }
  }
}

extension JSON {
  /// A member of an object; nil for what is none.
  subscript(member name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}
