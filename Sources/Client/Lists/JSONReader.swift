import Exact

/// Members of a JSON object by name.
package struct JSONReader: Sendable {
  private let members: [JSONMember]

  package init(_ json: JSON) {
    if case .object(let members) = json { self.members = members } else { members = [] }
  }

  package subscript(_ name: String) -> JSON? { members.first { $0.name == name }?.value }

  package func text(_ name: String) -> String? {
    if case .string(let text) = self[name] { text } else { nil }
  }

  package func flag(_ name: String) -> Bool? {
    if case .bool(let flag) = self[name] { flag } else { nil }
  }

  package func integer(_ name: String) -> Int64? {
    if case .integer(let integer) = self[name] { integer } else { nil }
  }

  package func array(_ name: String) -> [JSON] {
    if case .array(let elements) = self[name] { elements } else { [] }
  }
}
