import Exact
import Journal
import Orders
import Venues

/// A list as the journal tells of it.
public struct RememberedList: Sendable {
  public var record: ListRecord
  public let environment: Environment
  public let account: String
  /// It was sent from here.
  public var isOurs = false
  /// Its bytes may have left.
  public var isAttempted = false
  /// What was last heard of the attempt.
  var outcome: String?

  /// Sent, and neither taken nor refused.
  public var isUndecided: Bool { isAttempted && (outcome == nil || outcome == "in_doubt") }
}

/// Reads the journal back into lists.
public struct JournalMemory: Sendable {
  public private(set) var lists: [RememberedList] = []
  private var index: [ListKey: Int] = [:]

  public init(_ journal: any JournalKeeping) throws(JournalFailure) {
    var memory = JournalMemory()
    try journal.forEach { memory.take($0) }
    for at in memory.lists.indices { memory.settle(at) }
    self = memory
  }

  private init() {}

  private mutating func take(_ entry: JournalEntry) {
    guard !entry.list.isEmpty else { return }
    let key = ListKey(entry.venue, entry.list)
    let reader = JSONReader(entry.body)
    switch entry.kind {
    case .intent:
      guard let record = ListRecord(entry.venue, entry.body), index[key] == nil else { return }
      add(record, entry)
      note(key, "sent to \(entry.venue)", entry.time)
      if let at = index[key] { lists[at].isOurs = true }
    case .attempt:
      guard reader.text("operation") == Operation.place.rawValue, let at = index[key] else {
        return
      }
      lists[at].isAttempted = true
    case .outcome: takeOutcome(reader, key, entry.time)
    case .evidence:
      guard let at = index[key] else { return }
      lists[at].outcome = reader.flag("found") == true ? "accepted" : "not_sent"
      note(key, reader.text("how") ?? "the doubt is settled", entry.time)
    case .state:
      guard let record = ListRecord(entry.venue, entry.body) else { return }
      guard let at = index[key] else { return add(record, entry) }
      let history = lists[at].record.history
      lists[at].record = record
      lists[at].record.history = history
    case .note where reader.flag("merged") == true: drop(key)
    case .note: note(key, reader.text("vanished") ?? reader.text("text") ?? "noted", entry.time)
    }
  }

  private mutating func add(_ record: ListRecord, _ entry: JournalEntry) {
    index[record.key] = lists.count
    lists.append(
      RememberedList(record: record, environment: entry.environment, account: entry.account))
  }

  /// An outcome has an operation only where it is not that of the placement.
  private mutating func takeOutcome(_ reader: JSONReader, _ key: ListKey, _ time: Timestamp) {
    guard let at = index[key], let word = reader.text("outcome") else { return }
    let reason = reader.text("reason").map { ": \($0)" } ?? ""
    guard reader["venue_list_id"] != nil else {
      return note(key, "a change was \(word)\(reason)", time)
    }
    lists[at].outcome = word
    if let id = reader.text("venue_list_id") { lists[at].record.list.venueListID = id }
    note(key, word.replacing("_", with: " ") + reason, time)
  }

  private mutating func drop(_ key: ListKey) {
    guard let at = index.removeValue(forKey: key) else { return }
    lists.remove(at: at)
    for (other, place) in index where place > at { index[other] = place - 1 }
  }

  private mutating func note(_ key: ListKey, _ text: String, _ time: Timestamp) {
    guard let at = index[key] else { return }
    lists[at].record.history.append(ListRecord.Step(time: time, leg: nil, text: text))
  }

  /// What the outcome makes of a list that its venue never spoke of.
  private mutating func settle(_ at: Int) {
    let list = lists[at]
    lists[at].record.isInDoubt = list.isUndecided
    guard list.record.heard == nil else { return }
    switch list.outcome {
    case "accepted": lists[at].record.list.status = .accepted
    case "refused", "not_sent": reject(at)
    case nil where !list.isAttempted && list.isOurs: reject(at)
    default: break
    }
  }

  private mutating func reject(_ at: Int) {
    lists[at].record.list.status = .rejected
    for leg in lists[at].record.list.orders.indices {
      lists[at].record.list.orders[leg].status = .rejected
    }
  }
}
