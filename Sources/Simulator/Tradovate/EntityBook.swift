import Exact

/// What the venue's entities say now, by kind and number, and which belong to which.
///
/// An entity reads the same by REST, in the snapshot and in an event (Tradovate §7), for all three
/// are written from here.
struct EntityBook: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case order, orderVersion, command, commandReport, executionReport, fill, fillFee
    case orderStrategy, orderStrategyLink
  }

  private struct Table: Sendable {
    var entities: [Int64: JSON] = [:]
    /// By the entity they belong to, the oldest first.
    var dependents: [Int64: [Int64]] = [:]
  }

  private var tables: [Kind: Table] = [:]

  /// How many commands of one order are kept; the first, which placed it, always is.
  static let mostCommands = 200

  func entity(_ kind: Kind, _ id: Int64) -> JSON? { tables[kind]?.entities[id] }

  func dependents(_ kind: Kind, of master: Int64) -> [Int64] {
    tables[kind]?.dependents[master] ?? []
  }

  /// All of a kind, the oldest first.
  func all(_ kind: Kind) -> [JSON] {
    guard let table = tables[kind] else { return [] }
    return table.entities.sorted { $0.key < $1.key }.map(\.value)
  }

  mutating func add(_ kind: Kind, _ id: Int64, of master: Int64, _ json: JSON) {
    tables[kind, default: Table()].entities[id] = json
    tables[kind]?.dependents[master, default: []].append(id)
  }

  /// Puts another value in a member; false when it has that value already, or is not there.
  mutating func change(_ kind: Kind, _ id: Int64, _ member: String, to value: JSON) -> Bool {
    guard case .object(var members)? = tables[kind]?.entities[id] else { return false }
    if let at = members.firstIndex(where: { $0.name == member }) {
      if members[at].value == value { return false }
      members[at].value = value
    } else {
      members.append(JSONMember(member, value))
    }
    tables[kind]?.entities[id] = .object(members)
    return true
  }

  // MARK: Forgetting

  /// Forgets an order and everything that belongs to it.
  mutating func forget(order id: Int64, of account: Int64) {
    for command in dependents(.command, of: id) { forget(command: command, of: id) }
    for fill in dependents(.fill, of: id) { remove(.fillFee, fill, of: fill) }
    for kind in [Kind.command, .orderVersion, .fill] { removeAll(kind, of: id) }
    remove(.order, id, of: account)
  }

  /// Forgets the second oldest command of an order that has too many.
  mutating func trim(order id: Int64) {
    let commands = dependents(.command, of: id)
    guard commands.count > Self.mostCommands else { return }
    forget(command: commands[1], of: id)
    remove(.command, commands[1], of: id)
    remove(.orderVersion, commands[1], of: id)
  }

  mutating func forget(strategy id: Int64, of account: Int64) {
    removeAll(.orderStrategyLink, of: id)
    remove(.orderStrategy, id, of: account)
  }

  private mutating func forget(command: Int64, of order: Int64) {
    removeAll(.commandReport, of: command)
    removeAll(.executionReport, of: command)
  }

  private mutating func removeAll(_ kind: Kind, of master: Int64) {
    guard let gone = tables[kind]?.dependents.removeValue(forKey: master) else { return }
    for id in gone { tables[kind]?.entities[id] = nil }
  }

  private mutating func remove(_ kind: Kind, _ id: Int64, of master: Int64) {
    guard tables[kind]?.entities.removeValue(forKey: id) != nil else { return }
    tables[kind]?.dependents[master]?.removeAll { $0 == id }
    if tables[kind]?.dependents[master]?.isEmpty == true {
      tables[kind]?.dependents[master] = nil
    }
  }
}
