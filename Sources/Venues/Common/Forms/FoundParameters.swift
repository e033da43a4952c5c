import Exact
import Orders

/// The parameters of a request as they were found on the wire.
public struct FoundParameters: Sendable {
  /// One parameter and where it stood.
  public struct Entry: Sendable {
    public let container: Field.Container
    public let name: String
    public let value: OptionValue
  }

  public private(set) var entries: [Entry] = []

  /// Reads `a=1&b=2`; a form's body and a query string look the same.
  public init(query: some Collection<UInt8>) throws(Unreadable) {
    if query.isEmpty { return }
    for pair in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw Unreadable("the query has a part that is not name=value")
      }
      do {
        let name = try Percent.decode(parts[0], plusIsSpace: true)
        let value = try Percent.decode(parts[1], plusIsSpace: true)
        guard !entries.contains(where: { $0.name == name }) else {
          throw Unreadable("the query says '\(name.prefix(40))' twice")
        }
        entries.append(Entry(container: .top, name: name, value: .text(value)))
      } catch let error as Unreadable {
        throw error
      } catch {
        throw Unreadable("the query has a bad percent escape")
      }
      if entries.count > 200 { throw Unreadable("the query has more than 200 parameters") }
    }
  }

  /// Reads the members of a JSON object, those of its objects and of its arrays of objects.
  public init(json node: JSONNode) throws(Unreadable) {
    guard node.kind == .object else { throw Unreadable("the body is not a JSON object") }
    for (name, value) in node.members {
      switch value.kind {
      case .object:
        for (inner, innerValue) in value.members {
          add(.member(name), inner, innerValue)
        }
      case .array where value[0]?.kind == .object:
        for (index, element) in value.elements.enumerated().prefix(16) {
          for (inner, innerValue) in element.members {
            add(.element(name, index), inner, innerValue)
          }
        }
      default: add(.top, name, value)
      }
    }
  }

  private mutating func add(_ container: Field.Container, _ name: String, _ node: JSONNode) {
    let value: OptionValue
    switch node.kind {
    case .string: value = .text(node.string ?? "")
    case .number: value = .number(node.numberText ?? "")
    case .bool: value = .flag(node.bool ?? false)
    case .array: value = .list(node.elements.map { $0.text ?? $0.rawText })
    case .null, .object: return
    }
    entries.append(Entry(container: container, name: name, value: value))
  }

  public func value(_ field: Field) -> OptionValue? {
    entries.first { $0.name == field.name && $0.container == field.container }?.value
  }

  public subscript(_ name: String) -> OptionValue? {
    entries.first { $0.name == name && $0.container == .top }?.value
  }

  public func contains(_ container: Field.Container) -> Bool {
    entries.contains { $0.container == container }
  }
}

/// Why bytes that should be a request cannot be read as one.
public struct Unreadable: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}

/// What a placing request says, read from its own bytes.
public struct Reading: Hashable, Sendable {
  public var form: String
  /// With every leg's side and quantity written out, legs in the form's order.
  public var ticket: Ticket
  public var listID: String?
  public var legIDs: [String?]
  /// Parameters that the form does not have.
  public var unknown: [String]
}
