/// A JSON value to be written; members keep their order and numbers stay exact.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Decimal)
  case string(String)
  case array([JSON])
  case object([JSONMember])
}

/// One member of a JSON object.
public struct JSONMember: Hashable, Sendable {
  /// The key.
  public var name: String
  /// The value.
  public var value: JSON

  /// Makes a member.
  public init(_ name: String, _ value: JSON) {
    self.name = name
    self.value = value
  }
}

extension JSON {
  /// Copies a value out of a document.
  ///
  /// Whole numbers that fit become `integer`, others `number`; the error names a number that cannot
  /// be held exactly. Nesting beyond the standard limit is refused too, whatever the document
  /// allowed.
  public init(_ node: JSONNode) throws(JSONError) {
    try self.init(node, depth: JSONLimits.standard.depth)
  }

  private init(_ node: JSONNode, depth: Int) throws(JSONError) {
    switch node.kind {
    case .null: self = .null
    case .bool: self = .bool(node.bool == true)
    case .string: self = .string(node.string ?? "")
    case .number:
      if let integer = node.int64 {
        self = .integer(integer)
      } else {
        do throws(DecimalError) {
          self = .number(try node.readDecimal())
        } catch {
          throw node.error("the number \(error)")
        }
      }
    case .array, .object:
      guard depth > 0 else { throw node.error("arrays and objects nest too deep to be copied") }
      self = try Self.container(node, depth: depth - 1)
    }
  }

  private static func container(_ node: JSONNode, depth: Int) throws(JSONError) -> JSON {
    if node.kind == .array {
      var elements: [JSON] = []
      elements.reserveCapacity(node.count)
      for element in node.elements { elements.append(try JSON(element, depth: depth)) }
      return .array(elements)
    }
    var members: [JSONMember] = []
    members.reserveCapacity(node.count)
    for (key, value) in node.members {
      members.append(JSONMember(key, try JSON(value, depth: depth)))
    }
    return .object(members)
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Makes a whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// Makes `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// Makes an array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  /// Makes an object whose members stand in the order written.
  public init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { JSONMember($0.0, $0.1) })
  }
}
