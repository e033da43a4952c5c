/// Older and newer states of a value, bounded.
///
/// Changes under one mark that follow each other are kept as one: typing a price is one step back.
struct Undo<Value: Hashable & Sendable, Mark: Hashable & Sendable>: Sendable {
  private var older: [Value] = []
  private var newer: [Value] = []
  private let limit: Int
  private var mark: Mark?

  init(limit: Int = 500) { self.limit = limit }

  var canUndo: Bool { !older.isEmpty }
  var canRedo: Bool { !newer.isEmpty }

  /// Keeps the value as it was before a change; nil marks a change that stands by itself.
  mutating func keep(_ value: Value, before mark: Mark?) {
    newer.removeAll()
    if let mark, mark == self.mark { return }
    self.mark = mark
    older.append(value)
    if older.count > limit { older.removeFirst(older.count - limit) }
  }

  /// Ends a run of changes: the next one is kept by itself.
  mutating func settle() { mark = nil }

  /// Takes the last change back; false when there is none.
  mutating func undo(_ value: inout Value) -> Bool {
    guard let earlier = older.popLast() else { return false }
    newer.append(value)
    value = earlier
    mark = nil
    return true
  }

  /// Makes a change that was taken back again; false when there is none.
  mutating func redo(_ value: inout Value) -> Bool {
    guard let later = newer.popLast() else { return false }
    older.append(value)
    value = later
    mark = nil
    return true
  }
}
