import Exact

/// Reads the members of one JSON object and says clearly which one is wrong.
///
/// Every key must be known: a misspelt one would otherwise silently not be sent.
package struct KeyedReader {
  package let node: JSONNode
  package let path: String

  package init(_ node: JSONNode, path: String, keys: [String]) throws(FileError) {
    self.node = node
    self.path = path
    guard node.kind == .object else {
      throw FileError(line: node.line, key: path, reason: "\(node.article) where an object belongs")
    }
    for (key, value) in node.members where !keys.contains(key) {
      throw FileError(
        line: value.line, key: Self.join(path, key),
        reason: "is not a known key; known here are \(Words.list(keys))")
    }
  }

  package func path(_ key: String) -> String { Self.join(path, key) }

  private static func join(_ path: String, _ key: String) -> String {
    let shown = key.utf8.count <= 60 ? key : String(key.prefix(40)) + "…"
    return path.isEmpty ? shown : path + "." + shown
  }

  package func required(_ key: String) throws(FileError) -> JSONNode {
    guard let value = node[key] else {
      throw FileError(line: node.line, key: path(key), reason: "is missing")
    }
    return value
  }

  package func text(_ key: String) throws(FileError) -> String? {
    guard let value = node[key] else { return nil }
    guard let text = value.string else { throw wrong(value, key, "a string") }
    return text
  }

  /// A word out of a fixed list, such as a side.
  package func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _: Word.Type
  ) throws(FileError) -> Word? where Word.RawValue == String {
    guard let text = try text(key) else { return nil }
    guard let word = Word(rawValue: text) else {
      let known = Words.alternatives(Word.allCases.map(\.rawValue))
      throw error(key, "'\(Self.quoted(text))' is not \(known)")
    }
    return word
  }

  /// A decimal string; a JSON number is accepted and keeps its text.
  package func decimal(_ key: String) throws(FileError) -> Decimal? {
    guard let value = node[key] else { return nil }
    guard let text = value.text else { throw wrong(value, key, "a decimal string") }
    do {
      return try Decimal(parsing: text)
    } catch {
      throw self.error(key, error.description)
    }
  }

  package func integer(_ key: String) throws(FileError) -> Int64? {
    guard let value = node[key] else { return nil }
    guard let number = value.int64 else { throw wrong(value, key, "a whole number") }
    return number
  }

  /// A whole number within bounds that no sum of a few of them leaves.
  package func integer(_ key: String, in range: ClosedRange<Int64>) throws(FileError) -> Int64? {
    guard let number = try integer(key) else { return nil }
    guard range.contains(number) else {
      throw error(key, "\(number) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }

  package func flag(_ key: String) throws(FileError) -> Bool? {
    guard let value = node[key] else { return nil }
    guard let flag = value.bool else { throw wrong(value, key, "true or false") }
    return flag
  }

  package func error(_ key: String, _ reason: String) -> FileError {
    FileError(line: (node[key] ?? node).line, key: path(key), reason: reason)
  }

  package func wrong(_ value: JSONNode, _ key: String, _ expected: String) -> FileError {
    error(key, "\(value.article) where \(expected) belongs")
  }

  package static func quoted(_ text: String) -> String {
    text.utf8.count <= 40 ? text : String(text.prefix(30)) + "…"
  }
}

extension JSONNode {
  /// "a number".
  package var article: String {
    switch kind {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
