extension JSONNode {
  /// The member of an object with that key; nil when there is none, or no object.
  ///
  /// The members are walked in order, which is the fastest way for the objects that venues send.
  public subscript(_ key: String) -> JSONNode? {
    let object = entry
    guard object.kind == .object else { return nil }
    let wanted = key.utf8Span.span
    let print = JSONText.fingerprint(wanted)
    var index = index + 1
    for _ in 0..<object.count {
      let candidate = document.tape[index]
      if candidate.link == print, document.content(of: candidate, equals: wanted) {
        return JSONNode(document: document, index: index + 1)
      }
      index = document.tape.index(after: index + 1)
    }
    return nil
  }

  /// The element of an array; nil when there is none, or no array.
  ///
  /// It walks from the start: use `elements` in loops.
  public subscript(_ position: Int) -> JSONNode? {
    let array = entry
    guard array.kind == .array, position >= 0, position < array.count else { return nil }
    var index = index + 1
    for _ in 0..<position { index = document.tape.index(after: index) }
    return JSONNode(document: document, index: index)
  }

  /// How many elements or members there are; 0 for other kinds.
  public var count: Int { entry.count }

  /// The elements of an array in order; none for other kinds.
  public var elements: JSONElements { JSONElements(self) }

  /// The members of an object in file order; none for other kinds.
  public var members: JSONMembers { JSONMembers(self) }
}

/// The elements of an array, in order.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private var remaining: Int

  init(_ node: JSONNode) {
    document = node.document
    index = node.index + 1
    remaining = node.entry.kind == .array ? node.entry.count : 0
  }

  /// How many are left; a loop may reserve that much.
  public var underestimatedCount: Int { remaining }

  /// The next element.
  public mutating func next() -> JSONNode? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    defer { index = document.tape.index(after: index) }
    return JSONNode(document: document, index: index)
  }
}

/// The members of an object, in file order.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private var remaining: Int

  init(_ node: JSONNode) {
    document = node.document
    index = node.index + 1
    remaining = node.entry.kind == .object ? node.entry.count : 0
  }

  /// How many are left; a loop may reserve that much.
  public var underestimatedCount: Int { remaining }

  /// The next member.
  public mutating func next() -> (key: String, value: JSONNode)? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    let key = document.content(of: document.tape[index])
    let value = JSONNode(document: document, index: index + 1)
    index = document.tape.index(after: index + 1)
    return (key, value)
  }
}
