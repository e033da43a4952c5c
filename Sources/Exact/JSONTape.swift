/// The entries of a document in one block of memory that has one owner.
///
/// An array would ask at each of the many small writes whether it is shared, and count a reference
/// around each of the many small reads; together that took a third of the time of both. Access is
/// total, as with ``ByteView``: beyond the end stands a null, and nothing is written.
///
/// `@unchecked Sendable` holds because it cannot be copied, and its owner never changes it once the
/// document is made.
struct JSONTape: ~Copyable, @unchecked Sendable {
  private var entries: UnsafeMutablePointer<JSONEntry>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 4)
    entries = .allocate(capacity: self.capacity)
  }

  deinit {
    // Entries are plain numbers: there is nothing to deinitialize.
    entries.deallocate()
  }

  @inline(__always)
  subscript(index: Int) -> JSONEntry {
    get {
      guard contains(index) else { return JSONEntry(.null, start: 0, end: 0) }
      return entries[index]
    }
    set {
      guard contains(index) else { return }
      entries[index] = newValue
    }
  }

  /// The index behind a value and all it contains.
  @inline(__always)
  func index(after value: Int) -> Int {
    let entry = self[value]
    return entry.isContainer ? Int(entry.link) : value + 1
  }

  @inline(__always)
  mutating func append(_ entry: JSONEntry) {
    if count == capacity { grow() }
    (entries + count).initialize(to: entry)
    count += 1
  }

  @inline(__always)
  private func contains(_ index: Int) -> Bool {
    UInt(bitPattern: index) < UInt(bitPattern: count)
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<JSONEntry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }
}
