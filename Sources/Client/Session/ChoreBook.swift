import Orders
import Venues

/// A call to the venue that may take several requests, and what its answers come to.
struct Chore: Sendable {
  let what: What
  /// Requests whose answers have not come.
  var left: Int
  var contents: [Content] = []
  /// A definite no to one of them.
  var refusal: Refusal?
  /// No answer, or none that says anything.
  var trouble: String?
  let asked: Int64

  /// What is asked.
  enum What: Hashable, Sendable {
    case openLists(page: Int)
    case openOrders
    case account
    case positions
    /// How a list stands.
    case list(Int)
    case order(Int, leg: Int)
    /// Whether a list in doubt is there, by the venue's own ways, one after the other.
    case probe(Int, step: Int)
    case ticker(Instrument)
    case instruments(Instrument)
  }

  /// Which endpoint is asked, as far as calls share one.
  enum Question: Hashable, Sendable {
    case openLists, openOrders, account, positions, list, order, history, ticker, instruments, clock
  }

  /// The list it is about.
  var slot: Int? {
    switch what {
    case .list(let slot), .order(let slot, _), .probe(let slot, _): slot
    default: nil
    }
  }
}

extension Chore.What {
  var question: Chore.Question {
    switch self {
    case .openLists, .probe(_, step: 1): .openLists
    case .openOrders: .openOrders
    case .account: .account
    case .positions: .positions
    case .list, .probe(_, step: 0): .list
    case .probe: .history
    case .order: .order
    case .ticker: .ticker
    case .instruments: .instruments
    }
  }
}

/// Calls that wait, and calls that are under way.
struct ChoreBook: Sendable {
  private(set) var queue: [Chore.What] = []
  private var active: [Int: Chore] = [:]
  private var known: Set<Chore.What> = []
  private var last = 0
  /// Between two calls to one endpoint.
  private let spacing: Int64
  /// When each endpoint may be asked again.
  private var free: [Chore.Question: Int64] = [:]

  init(spacing: Int64) { self.spacing = spacing }

  /// When the first of the calls that wait may begin; nil while none waits.
  var due: Int64? {
    if queue.isEmpty || free.isEmpty { return queue.isEmpty ? nil : .min }
    return queue.lazy.map { free[$0.question] ?? .min }.min()
  }

  /// What is under way, in words.
  var under: [String] { active.values.map { "\($0.what) waits for \($0.left)" }.sorted() }

  var hasQueue: Bool { !queue.isEmpty }
  var activeCount: Int { active.count }

  /// Whether the call waits or is under way.
  func holds(_ what: Chore.What) -> Bool { known.contains(what) }

  /// Queues a call, once however often it is wanted.
  mutating func add(_ what: Chore.What, first: Bool = false) {
    guard known.insert(what).inserted else { return }
    if first { queue.insert(what, at: 0) } else { queue.append(what) }
  }

  /// The first call that may begin now.
  mutating func takeNext(at now: Int64) -> Chore.What? {
    guard let at = queue.firstIndex(where: { free[$0.question] ?? .min <= now }) else { return nil }
    let what = queue.remove(at: at)
    if spacing > 0 { free[what.question] = now + spacing }
    return what
  }

  /// Notes a call that is under way.
  mutating func start(_ what: Chore.What, requests: Int, at now: Int64) -> Int {
    last += 1
    active[last] = Chore(what: what, left: requests, asked: now)
    return last
  }

  mutating func change(_ number: Int, _ body: (inout Chore) -> Void) -> Chore? {
    guard var chore = active[number] else { return nil }
    body(&chore)
    active[number] = chore
    guard chore.left <= 0 else { return nil }
    active[number] = nil
    known.remove(chore.what)
    return chore
  }

  /// A call that never began.
  mutating func forget(_ what: Chore.What) { known.remove(what) }

  /// Ends everything.
  mutating func drop() {
    queue = []
    active = [:]
    known = []
  }
}
