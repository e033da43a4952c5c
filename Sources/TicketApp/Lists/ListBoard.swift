import Orders

/// Every list that is known, in the order the panel shows them.
struct ListBoard: Sendable {
  private(set) var records: [ListKey: ListRecord] = [:]
  /// The newest first.
  private(set) var order: [ListKey] = []

  var openCount: Int {
    records.values.count { $0.list.status == .open || $0.list.status == .accepted }
  }
  var doubtCount: Int { records.values.count(where: \.isInDoubt) }

  mutating func take(_ record: ListRecord) {
    if records[record.key] == nil { order.insert(record.key, at: 0) }
    records[record.key] = record
  }
}
