/// Older and newer states of a value, bounded.
struct Undo<Value: Hashable & Sendable>: Sendable {
  private var older: [Value] = []
  private var newer: [Value] = []
  private let limit: Int
  /// What the last change belonged to: changes of one field that follow each other are one.
  private var mark: AnyHashable?

  init(limit: Int = 500) { self.limit = limit }

  var canUndo: Bool { !older.isEmpty }
  var canRedo: Bool { !newer.isEmpty }

  /// Keeps the value as it was before a change; changes under one mark are kept as one.
  mutating func keep(_ value: Value, before change: (some Hashable & Sendable)?) {
    newer.removeAll()
    let mark = change.map { Mark(AnyHashable($0)) }
    if let mark, mark.value == self.mark { return }
    self.mark = mark?.value
    older.append(value)
    if older.count > limit { older.removeFirst(older.count - limit) }
  }

  /// Ends a run of changes: the next one is kept by itself.
  mutating func settle() { mark = nil }

  mutating func undo(_ value: inout Value) -> Bool {
    guard let earlier = older.popLast() else { return false }
    newer.append(value)
    value = earlier
    mark = nil
    return true
  }

  mutating func redo(_ value: inout Value) -> Bool {
    guard let later = newer.popLast() else { return false }
    older.append(value)
    value = later
    mark = nil
    return true
  }

  private struct Mark { let value: AnyHashable; init(_ value: AnyHashable) { self.value = value } }
}
