import Orders
import Venues

/// What a client told and nobody has looked at yet: of what changes, only the newest.
///
/// However long nobody looks, it holds no more than there is to know: one price an instrument, one
/// state a list, one word a venue, a bounded number of notes, and what became of each request.
public struct ClientMailbox: Sendable {
  /// Of so many notes the newest are kept, and the others are counted.
  public static let mostNotes = 200

  private var credentials = Newest<VenueID, Credentials>()
  private var connections = Newest<VenueID, Connection>()
  private var accounts = Newest<VenueID, Account>()
  private var instruments = Newest<Place, InstrumentRules>()
  private var markets = Newest<Place, Market>()
  private var lists = Newest<ListKey, ListRecord>()
  private var gone: [ListKey] = []
  private var outcomes: [(Sent, Outcome)] = []
  private var notes: [ClientNews.Remark] = []
  private var droppedNotes = 0

  private struct Place: Hashable, Sendable {
    let venue: VenueID
    let instrument: Instrument
  }

  public init() {}

  public var isEmpty: Bool {
    credentials.isEmpty && connections.isEmpty && accounts.isEmpty && instruments.isEmpty
      && markets.isEmpty && lists.isEmpty && gone.isEmpty && outcomes.isEmpty && notes.isEmpty
  }

  public mutating func put(_ news: ClientNews) {
    switch news {
    case .credentials(let venue, let keys): credentials[venue] = keys
    case .connection(let venue, let connection): connections[venue] = connection
    case .account(let venue, let account): accounts[venue] = account
    case .instrument(let venue, let rules):
      instruments[Place(venue: venue, instrument: rules.instrument)] = rules
    case .market(let venue, let instrument, let market):
      markets[Place(venue: venue, instrument: instrument)] = market
    case .lists(let records): for record in records { lists[record.key] = record }
    case .gone(let key): gone.append(key)
    case .outcome(let sent, let outcome): outcomes.append((sent, outcome))
    case .note(let remark):
      notes.append(remark)
      if notes.count > Self.mostNotes {
        notes.removeFirst()
        droppedNotes += 1
      }
    }
  }

  /// What is there, emptied: keys before what is signed with them, lists before what became of
  /// their requests.
  public mutating func take() -> [ClientNews] {
    var news: [ClientNews] = []
    news += credentials.items.map { .credentials($0.key, $0.value) }
    news += accounts.items.map { .account($0.key, $0.value) }
    news += connections.items.map { .connection($0.key, $0.value) }
    news += instruments.items.map { .instrument($0.key.venue, $0.value) }
    news += markets.items.map { .market($0.key.venue, $0.key.instrument, $0.value) }
    if !lists.isEmpty { news.append(.lists(lists.items.map(\.value))) }
    news += gone.map(ClientNews.gone)
    news += outcomes.map { .outcome($0.0, $0.1) }
    if droppedNotes > 0 {
      let count = droppedNotes == 1 ? "1 note was" : "\(droppedNotes) notes were"
      news.append(.note(.init("\(count) left out here: too many came at once", .warning)))
    }
    news += notes.map(ClientNews.note)
    self = ClientMailbox()
    return news
  }

  /// Values by key, the newest of each, in the order in which the keys first came.
  private struct Newest<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private(set) var items: [(key: Key, value: Value)] = []
    private var places: [Key: Int] = [:]

    var isEmpty: Bool { items.isEmpty }

    subscript(_ key: Key) -> Value? {
      get { places[key].map { items[$0].value } }
      set {
        guard let newValue else { return }
        if let at = places[key] {
          items[at].value = newValue
        } else {
          places[key] = items.count
          items.append((key, newValue))
        }
      }
    }
  }
}
