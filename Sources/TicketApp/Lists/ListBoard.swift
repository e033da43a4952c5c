import Client
import Orders

/// Every list that is known, and the rows in which the panel shows them.
///
/// Counts, order, filter and folds are kept as lists come and change: neither a key nor an update
/// looks at more than a handful of lists, however many there are. Only a new filter or another
/// order goes through them all, and a filter that grows by a letter only through what it showed.
struct ListBoard: Sendable {
  private(set) var records: [ListRecord] = []
  private var numbers: [ListKey: Int] = [:]
  private var stands: [Stand] = []
  private var groups: [String: RowTally] = [:]
  /// In the order of the panel.
  private var names: [String] = []
  private var counts = Array(repeating: 0, count: ListState.allCases.count)

  private(set) var order = ListOrder.newest
  private(set) var filter = ListFilter()
  /// Lists whose legs show, or do not.
  private(set) var showsLegs = true
  /// How many lists the filter lets through.
  private(set) var shownCount = 0
  /// How many live lists each instrument has.
  private var liveCounts: [Instrument: Int] = [:]
  /// How many lists were looked at since the board was made, for tests.
  private(set) var looks = 0

  /// Where a list stands in the order, and how it shows.
  private struct Stand: Sendable {
    var group: String
    var slot: Int
    /// nil follows the board.
    var isUnfolded: Bool?
    var isShown: Bool
  }

  /// A row: a list, or one of its legs.
  struct Row: Hashable, Sendable {
    let list: Int
    let leg: Int?
  }

  var count: Int { numbers.count }
  var rowCount: Int { names.reduce(0) { $0 + (groups[$1]?.rows ?? 0) } }

  func count(of state: ListState) -> Int { counts[state.rank] }
  var openCount: Int { count(of: .open) }
  var doubtCount: Int { count(of: .inDoubt) }

  /// The instruments of the lists to which something may still happen, in a fixed order.
  var liveInstruments: [Instrument] {
    liveCounts.keys.sorted { $0.description < $1.description }
  }

  func number(of key: ListKey) -> Int? { numbers[key] }
  subscript(_ key: ListKey) -> ListRecord? { numbers[key].map { records[$0] } }

  // MARK: Taking

  mutating func take(_ record: ListRecord) {
    looks += 1
    guard let number = numbers[record.key] else {
      let number = records.count
      records.append(record)
      numbers[record.key] = number
      counts[record.state.rank] += 1
      countLive(record, 1)
      stands.append(Stand(group: "", slot: 0, isUnfolded: nil, isShown: false))
      show(number, filter.matches(record))
      stand(number)
      return
    }
    let old = records[number]
    counts[old.state.rank] -= 1
    counts[record.state.rank] += 1
    countLive(old, -1)
    countLive(record, 1)
    records[number] = record
    show(number, filter.matches(record))
    let group = order.group(of: record)
    if group != stands[number].group || order == .heard {
      leave(number)
      stand(number)
    } else {
      resize(number)
    }
  }

  /// Takes a list away: it turned out to be another that is known.
  mutating func forget(_ key: ListKey) {
    guard let number = numbers.removeValue(forKey: key) else { return }
    counts[records[number].state.rank] -= 1
    countLive(records[number], -1)
    show(number, false)
    leave(number)
  }

  /// Whether a list was taken away; its place stays empty, for others are known by theirs.
  private func isForgotten(_ number: Int) -> Bool { numbers[records[number].key] != number }

  private mutating func countLive(_ record: ListRecord, _ step: Int) {
    guard let instrument = record.instrument, record.state.isLive else { return }
    let count = (liveCounts[instrument] ?? 0) + step
    liveCounts[instrument] = count > 0 ? count : nil
  }

  private mutating func resize(_ number: Int) {
    let stand = stands[number]
    let height = height(of: number)
    groups[stand.group]?.setHeight(height, at: stand.slot)
  }

  private func height(of number: Int) -> Int {
    guard stands[number].isShown else { return 0 }
    return isUnfolded(number) ? 1 + records[number].list.orders.count : 1
  }

  func isUnfolded(_ number: Int) -> Bool { stands[number].isUnfolded ?? showsLegs }

  /// Puts a list at the head of its group.
  private mutating func stand(_ number: Int) {
    let group = order.group(of: records[number])
    if groups[group] == nil {
      groups[group] = RowTally()
      names.insert(group, at: names.firstIndex { $0 > group } ?? names.count)
    }
    stands[number].group = group
    let height = height(of: number)
    stands[number].slot = groups[group]?.append(number, height: height) ?? 0
  }

  private mutating func leave(_ number: Int) {
    let group = stands[number].group
    groups[group]?.remove(at: stands[number].slot)
    if groups[group]?.isSparse == true { close(group) }
  }

  /// Moves the lists of a group up over the places that were left.
  private mutating func close(_ group: String) {
    guard let old = groups[group] else { return }
    var new = RowTally()
    for thing in old.things where thing >= 0 {
      looks += 1
      stands[Int(thing)].slot = new.append(Int(thing), height: height(of: Int(thing)))
    }
    groups[group] = new
  }

  // MARK: Rows

  func row(at row: Int) -> Row? {
    var row = row
    guard row >= 0 else { return nil }
    for name in names {
      guard let tally = groups[name] else { continue }
      if row < tally.rows, let found = tally.find(row: row) {
        let list = Int(tally.things[found.slot])
        return Row(list: list, leg: found.part == 0 ? nil : found.part - 1)
      }
      row -= tally.rows
    }
    return nil
  }

  /// Where a row stands; the list's own where its legs do not show, and nil where it does not.
  func place(of row: Row) -> Int? {
    guard stands.indices.contains(row.list), stands[row.list].isShown else { return nil }
    let stand = stands[row.list]
    var before = 0
    for name in names {
      guard name != stand.group else { break }
      before += groups[name]?.rows ?? 0
    }
    let first = before + (groups[stand.group]?.row(of: stand.slot) ?? 0)
    guard let leg = row.leg, isUnfolded(row.list) else { return first }
    return first + 1 + min(leg, records[row.list].list.orders.count - 1)
  }

  private mutating func show(_ number: Int, _ isShown: Bool) {
    guard isShown != stands[number].isShown else { return }
    stands[number].isShown = isShown
    shownCount += isShown ? 1 : -1
  }

  // MARK: Choosing

  mutating func fold(_ number: Int, _ isUnfolded: Bool) {
    guard stands.indices.contains(number) else { return }
    stands[number].isUnfolded = isUnfolded == showsLegs ? nil : isUnfolded
    resize(number)
  }

  mutating func foldAll(_ showsLegs: Bool) {
    self.showsLegs = showsLegs
    for number in stands.indices { stands[number].isUnfolded = nil }
    arrange()
  }

  mutating func setOrder(_ order: ListOrder) {
    self.order = order
    arrange()
  }

  mutating func setFilter(_ filter: ListFilter) {
    let isNarrower = filter.isWithin(self.filter)
    self.filter = filter
    for number in records.indices {
      if isForgotten(number) || (isNarrower && !stands[number].isShown) { continue }
      looks += 1
      let isShown = filter.matches(records[number])
      guard isShown != stands[number].isShown else { continue }
      show(number, isShown)
      resize(number)
    }
  }

  /// Lines all lists up anew.
  private mutating func arrange() {
    groups.removeAll()
    names.removeAll()
    for number in arrangement {
      looks += 1
      stand(number)
    }
  }

  private var arrangement: [Int] {
    let known = records.indices.filter { !isForgotten($0) }
    guard order == .heard else { return known }
    return known.sorted { left, right in
      let (first, second) = (records[left].heard, records[right].heard)
      guard first != second else { return left < right }
      return (first?.milliseconds ?? .min) < (second?.milliseconds ?? .min)
    }
  }
}
