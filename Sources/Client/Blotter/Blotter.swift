import Exact
import Orders
import Venues

/// Everything that is known of the lists of one account.
///
/// Whatever is told of an order finds its list by any of the ids it has; what is told twice
/// changes nothing.
public struct Blotter: Sendable {
  public let venue: VenueID
  /// What a status word means of a leg whose type is known here.
  private let meaning: @Sendable (String, LegType) -> OrderStatus?
  var entries: [Entry] = []
  private var byKey: [String: Int] = [:]
  private var byVenueOrder: [String: Place] = [:]
  private var byClientOrder: [String: Place] = [:]
  private var byVenueList: [String: Int] = [:]
  private var byClientList: [String: Int] = [:]
  private var aliases: Set<String> = []
  /// Lists that turned out to be others that were known already.
  private(set) var merged: Set<Int> = []
  private var gone: [ListKey] = []
  /// Lists that changed since they were last asked for, each once.
  private var changed: [Int] = []
  /// Lists that are not fully told, or told of in contradictions: the venue is to be asked.
  private(set) var unclear: Set<Int> = []

  /// A leg of a list.
  struct Place: Hashable, Sendable {
    let slot: Int
    let leg: Int
  }

  struct Entry: Sendable {
    var record: ListRecord
    var legs: [LegMemory]
    /// Placed from here, now or before: our ids stand in the journal.
    let isOurs: Bool
    var isChanged = false

    init(_ record: ListRecord, isOurs: Bool) {
      self.record = record
      self.isOurs = isOurs
      legs = record.list.orders.map { _ in LegMemory() }
    }

    mutating func take(_ merge: OrderMerge, _ leg: Int) -> OrderMerge.Result {
      merge.apply(to: &record.list.orders[leg], &legs[leg])
    }
  }

  /// Of so many steps of a list the newest are kept.
  static let mostSteps = 400

  public init(_ venue: some Venue) {
    self.venue = venue.id
    meaning = { venue.status($0, of: $1) }
  }

  // MARK: Reading

  public var records: [ListRecord] {
    entries.indices.filter { !merged.contains($0) }.map { entries[$0].record }
  }

  public func record(_ key: ListKey) -> ListRecord? { byKey[key.id].map { entries[$0].record } }

  /// Keys under which nothing is known any more, since this was last asked.
  mutating func takeGone() -> [ListKey] {
    defer { gone = [] }
    return gone
  }

  func slot(_ key: ListKey) -> Int? { byKey[key.id] }

  /// The lists of which something can still happen, or of which that is not known.
  var open: [Int] {
    entries.indices.filter { entries[$0].record.isOpen && !merged.contains($0) }
  }

  /// The lists that changed since this was last asked, each once and as it is now.
  public mutating func takeChanged() -> [ListRecord] {
    let taken = changed
    changed.removeAll(keepingCapacity: true)
    return taken.compactMap { slot in
      entries[slot].isChanged = false
      return merged.contains(slot) ? nil : entries[slot].record
    }
  }

  /// The lists that are to be asked about since this was last asked.
  mutating func takeUnclear() -> [Int] {
    defer { unclear.removeAll() }
    return unclear.sorted()
  }

  mutating func doubt(_ slot: Int) { unclear.insert(slot) }

  // MARK: Adding

  /// A list from here on known under its key, with the ids its legs were given.
  @discardableResult
  package mutating func add(_ record: ListRecord, isOurs: Bool) -> Int {
    let slot = entries.count
    entries.append(Entry(record, isOurs: isOurs))
    byKey[record.key.id] = slot
    learn(slot)
    for leg in record.list.orders.indices { learn(Place(slot: slot, leg: leg)) }
    touch(slot)
    return slot
  }

  /// Changes a list by hand, and tells of it.
  mutating func change(_ slot: Int, _ body: (inout ListRecord) -> Void) {
    body(&entries[slot].record)
    let orders = entries[slot].record.list.orders.count
    while entries[slot].legs.count < orders { entries[slot].legs.append(LegMemory()) }
    touch(slot)
  }

  mutating func note(
    _ slot: Int, _ text: String, leg: Int? = nil, fill: Fill? = nil, _ time: Timestamp?
  ) {
    entries[slot].record.history.append(
      ListRecord.Step(time: time, leg: leg, text: text, fill: fill))
    if entries[slot].record.history.count > Self.mostSteps {
      entries[slot].record.history.removeFirst(Self.mostSteps / 4)
    }
    touch(slot)
  }

  mutating func touch(_ slot: Int) {
    guard !entries[slot].isChanged else { return }
    entries[slot].isChanged = true
    changed.append(slot)
  }

  // MARK: Ids

  /// Notes what a list goes by.
  mutating func learn(_ slot: Int) {
    let list = entries[slot].record.list
    if let id = list.venueListID {
      if let other = byVenueList[id], other != slot { join(other, slot) }
      if !merged.contains(slot) { byVenueList[id] = slot }
    }
    if let id = list.clientListID { byClientList[id] = slot }
  }

  /// Notes what a leg goes by.
  mutating func learn(_ place: Place) {
    let order = entries[place.slot].record.list.orders[place.leg]
    if let id = order.venueOrderID, let other = byVenueOrder[id], other.slot != place.slot {
      join(other.slot, place.slot)
    }
    // Of a list that is another now nothing is found any more.
    guard !merged.contains(place.slot) else { return }
    if let id = order.venueOrderID { byVenueOrder[id] = place }
    if let id = order.clientOrderID { byClientOrder[id] = place }
  }

  /// Two lists that go by the same number: one was found at the venue, and turns out to be the
  /// other, which was sent from here.
  private mutating func join(_ one: Int, _ another: Int) {
    guard entries[one].isOurs != entries[another].isOurs else { return }
    entries[one].isOurs ? merge(another, into: one) : merge(one, into: another)
  }

  private mutating func merge(_ other: Int, into slot: Int) {
    guard merged.insert(other).inserted else { return }
    let found = entries[other].record
    byKey[found.key.id] = nil
    gone.append(found.key)
    for (id, place) in byVenueOrder where place.slot == other { byVenueOrder[id] = nil }
    for (id, place) in byClientOrder where place.slot == other { byClientOrder[id] = nil }
    if let id = found.list.clientListID, byClientList[id] == other { byClientList[id] = nil }
    if let id = found.list.venueListID, byVenueList[id] == other {
      // What is told of it by this number from now on is told of the list it is.
      byVenueList[id] = slot
      if entries[slot].record.list.venueListID == nil {
        entries[slot].record.list.venueListID = id
      }
    }
    doubt(slot)
  }

  /// Another number by which the venue calls a leg, such as the order a trigger turned it into.
  mutating func learn(alias id: String, of place: Place) {
    byVenueOrder[id] = place
    aliases.insert(id)
  }

  /// A list's own answer names its legs; a number learned before is another name of the leg
  /// (Crypto.com calls the ordinary order that a leg becomes by a number of its own).
  mutating func rename(_ place: Place, _ id: String?) {
    let known = entries[place.slot].record.list.orders[place.leg].venueOrderID
    guard let id, let known, id != known else { return }
    entries[place.slot].record.list.orders[place.leg].venueOrderID = id
    aliases.remove(id)
    aliases.insert(known)
    learn(place)
    touch(place.slot)
  }

  /// Whether nothing of an order is to be said otherwise of its leg; most reports are so.
  func isOwn(_ order: Order, at place: Place) -> Bool {
    if order.status == .unknown, !order.venueStatus.isEmpty { return false }
    if !aliases.isEmpty, let id = order.venueOrderID, aliases.contains(id) { return false }
    guard let id = order.clientOrderID else { return true }
    return id != entries[place.slot].record.list.clientListID
  }

  /// The order as its leg goes: another number of it is not the leg's own, nor is the list's id.
  func own(_ order: Order, at place: Place) -> Order {
    var order = order
    let (slot, leg) = (place.slot, entries[place.slot].record.list.orders[place.leg])
    if order.status == .unknown, !order.venueStatus.isEmpty, let type = leg.type {
      order.status = meaning(order.venueStatus, type) ?? .unknown
    }
    if let id = order.venueOrderID, aliases.contains(id) { order.venueOrderID = nil }
    // Orders that carry their list's id (KuCoin) have none of their own.
    if let id = order.clientOrderID, id == entries[slot].record.list.clientListID {
      order.clientOrderID = nil
    }
    return order
  }

  func place(of order: Order) -> Place? {
    // An id that was made here is nobody else's, whatever is known by the venue's number.
    let named = order.clientOrderID.flatMap { byClientOrder[$0] }
    if let named, entries[named.slot].isOurs { return named }
    return order.venueOrderID.flatMap { byVenueOrder[$0] } ?? named
  }

  /// The list an order says that it belongs to.
  func slot(of order: Order) -> Int? {
    if let id = order.venueListID, let slot = byVenueList[id] { return slot }
    // The order that a trigger makes of a leg may carry the list's own id.
    return order.clientOrderID.flatMap { byClientList[$0] }
  }

  func slot(of list: OrderList) -> Int? {
    if let id = list.clientListID, let slot = byClientList[id] { return slot }
    if let id = list.venueListID, let slot = byVenueList[id] { return slot }
    return list.orders.lazy.compactMap { place(of: $0)?.slot }.first
  }
}

extension ListRecord {
  /// Whether anything can still happen to it, or that is not known.
  public var isOpen: Bool {
    if isInDoubt { return true }
    switch list.status {
    case .accepted, .open, .unknown: return true
    case .done, .canceled, .rejected: return list.orders.contains { !$0.status.isFinal }
    }
  }
}
