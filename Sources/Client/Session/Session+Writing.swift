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

  /// Writes down how lists stand that changed since this was last done.
  mutating func writeStates(_ context: inout SessionContext) {
    writeDue = nil
    guard options.recordsStates, context.journal.refusal == nil, !unwritten.isEmpty else { return }
    let entries = unwritten.subtracting(blotter.merged).sorted().map { slot in
      let record = blotter.entries[slot].record
      return entry(.state, record.key.id, record.json(environment), context.now.wall)
    }
    unwritten.removeAll(keepingCapacity: true)
    do throws(JournalFailure) {
      try context.journal.append(entries, durably: false)
    } catch {
      context.note("the journal could not be written: \(error)", .bad)
    }
  }

  /// Takes a list over from the journal; one whose fate was never heard is in doubt.
  mutating func restore(_ remembered: RememberedList, _ context: inout SessionContext) {
    guard blotter.slot(remembered.record.key) == nil else { return }
    let slot = blotter.add(remembered.record, isOurs: remembered.isOurs)
    if remembered.isUndecided { doubt(slot, since: nil, &context) }
  }
}
