import Exact
import Journal
import Orders
import Venues

/// What is written down of a list after it was sent.
extension Session {
  var environment: Environment { setup.environment }

  func entry(
    _ kind: JournalEntry.Kind, _ list: String, _ body: some Sequence<JSONMember>,
    _ time: Timestamp
  ) -> JournalEntry {
    JournalEntry(
      kind, list: list, venue: id, environment: setup.environment, account: setup.name,
      time: time, body: .object(Array(body)))
  }

  /// Writes one thing about a list; what cannot be written is told, and nothing hangs on it.
  mutating func write(
    _ slot: Int, _ kind: JournalEntry.Kind, _ body: JSON, _ context: inout SessionContext
  ) {
    guard case .object(let members) = body else { return }
    let key = blotter.entries[slot].record.key.id
    let isDurable = kind != .state && kind != .note
    do throws(JournalFailure) {
      try context.journal.append(
        [entry(kind, key, members, context.now.wall)], durably: isDurable)
    } catch {
      context.note("the journal could not be written: \(error)", .bad)
    }
  }

  /// Writes down that a list is another that is known already.
  func forget(_ key: ListKey, _ context: SessionContext) {
    guard options.recordsStates else { return }
    let note = entry(.note, key.id, [JSONMember("merged", .bool(true))], context.now.wall)
    try? context.journal.append([note], durably: false)
  }

  /// Writes down how lists stand that changed since this was last done; what the journal says of a
  /// list already is not said again.
  mutating func writeStates(_ context: inout SessionContext) {
    writeDue = nil
    guard options.recordsStates, context.journal.refusal == nil, !unwritten.isEmpty else { return }
    var entries: [JournalEntry] = []
    var marks: [Int: Int] = [:]
    for slot in unwritten.subtracting(blotter.merged).sorted() {
      let record = blotter.entries[slot].record
      let mark = mark(of: record)
      guard written[slot] != mark else { continue }
      marks[slot] = mark
      entries.append(entry(.state, record.key.id, record.json(environment), context.now.wall))
    }
    unwritten.removeAll(keepingCapacity: true)
    guard !entries.isEmpty else { return }
    do throws(JournalFailure) {
      try context.journal.append(entries, durably: false)
      written.merge(marks) { $1 }
    } catch {
      context.note("the journal could not be written: \(error)", .bad)
    }
  }

  /// The same for all records of which the journal would say the same; that a list was heard of
  /// again is nothing to say.
  private func mark(of record: ListRecord) -> Int {
    var record = record
    record.heard = nil
    return record.json(environment).hashValue
  }

  /// Takes a list over from the journal; one whose fate was never heard is in doubt.
  mutating func restore(_ remembered: RememberedList, _ context: inout SessionContext) {
    guard blotter.slot(remembered.record.key) == nil else { return }
    let slot = blotter.add(remembered.record, isOurs: remembered.isOurs)
    written[slot] = mark(of: remembered.record)
    if remembered.isUndecided { doubt(slot, &context) }
  }
}
