import Exact
import Orders

/// What a report makes of what is known of an order.
///
/// Reports come twice, late, in any order, and from two places: the same reports give the same
/// order in whatever order they come. Fills are only ever added to; an ended order comes back to
/// life only when the venue, asked, says so after it was known to have ended.
struct OrderMerge {
  private let report: OrderReport
  /// The venue was asked, and this is how it stands; a stream tells how it once stood.
  private let isAnswer: Bool

  init(_ report: consuming OrderReport, isAnswer: Bool) {
    self.report = report
    self.isAnswer = isAnswer
  }

  /// What the report says.
  private var told: Order { report.order }
  private var fill: Fill? { report.fill }

  /// What came of it.
  struct Result: Hashable, Sendable {
    var isChanged = false
    /// An id was learned.
    var isNamed = false
    /// What happened, in sentences for the history.
    var texts: [String] = []
    var fill: Fill?
    /// What does not fit together; shown, and asked about.
    var contradiction: String?
  }

  func apply(to known: inout Order, _ memory: inout LegMemory) -> Result {
    var result = Result()
    let isLater = isNotOlder(than: known)
    takeTerms(&known, isLater, &result)
    takeFills(&known, &memory, &result)
    takeStatus(&known, isLater, &result)
    // Some venues have no word for it.
    if known.status == .working, known.filled?.isPositive == true { known.status = .partlyFilled }
    if isLater, let time = told.updated, time != known.updated { known.updated = time }
    return result
  }

  /// Whether what is told is at least as new as what is known.
  private func isNotOlder(than known: Order) -> Bool {
    guard let time = told.updated, let before = known.updated else { return true }
    return time >= before
  }

  // MARK: Ids and terms

  private func takeTerms(_ known: inout Order, _ isLater: Bool, _ result: inout Result) {
    result.isNamed = fill(&known.venueOrderID, told.venueOrderID, &result)
    result.isNamed = fill(&known.clientOrderID, told.clientOrderID, &result) || result.isNamed
    fill(&known.venueListID, told.venueListID, &result)
    fill(&known.symbol, told.symbol, &result)
    fill(&known.role, told.role, &result)
    fill(&known.side, told.side, &result)
    fill(&known.type, told.type, &result)
    fill(&known.timeInForce, told.timeInForce, &result)
    guard isLater else { return }
    if let word = told.venueType, word != known.venueType { known.venueType = word }
    renew(&known.quantity, told.quantity, "quantity", &result)
    // An order that executes at the market is told with the price it got.
    if known.type?.hasPrice != false { renew(&known.price, told.price, "price", &result) }
    // A trail moves its trigger without anybody's doing.
    if let trigger = told.trigger, trigger != known.trigger {
      if known.trigger != nil, known.type?.isTrailing != true {
        result.texts.append("the trigger is \(trigger) now")
      }
      known.trigger = trigger
      result.isChanged = true
    }
  }

  /// Takes what was not known; what is known stays.
  @discardableResult
  private func fill<Value>(
    _ known: inout Value?, _ told: @autoclosure () -> Value?, _ result: inout Result
  ) -> Bool {
    guard known == nil, let value = told() else { return false }
    known = value
    result.isChanged = true
    return true
  }

  private func renew(
    _ known: inout Decimal?, _ told: Decimal?, _ name: String, _ result: inout Result
  ) {
    guard let told, told != known else { return }
    if known != nil { result.texts.append("the \(name) is \(told) now") }
    known = told
    result.isChanged = true
  }

  // MARK: Fills

  private func takeFills(
    _ known: inout Order, _ memory: inout LegMemory, _ result: inout Result
  ) {
    let before = known.filled ?? .zero
    var after = before
    if let fill, memory.isNews(fill), told.filled.map({ $0 > before }) ?? true {
      result.fill = fill
      if told.filled == nil {
        memory.add(fill.quantity)
        after = max(after, memory.traded)
      }
    }
    if let total = told.filled {
      if total > after {
        after = total
      } else if isAnswer, total < before {
        result.contradiction = "the venue tells of \(total) filled, and told of \(before) before"
      }
    }
    if told.status == .filled, told.filled == nil, let all = known.quantity {
      after = max(after, all)
    }
    if let average = told.averagePrice, told.filled ?? .zero >= before {
      known.averagePrice = average
    } else if let fill = result.fill, before.isZero {
      known.averagePrice = fill.price
    }
    guard after != before || (known.filled == nil && told.filled != nil) else { return }
    known.filled = after
    result.isChanged = true
    if result.fill == nil, after > before { result.texts.append("\(after) filled") }
  }

  // MARK: Status

  private func takeStatus(_ known: inout Order, _ isLater: Bool, _ result: inout Result) {
    guard told.status != .unknown else {
      guard !told.venueStatus.isEmpty, told.venueStatus != known.venueStatus else { return }
      if known.status != .unknown {
        result.contradiction = "the venue's word '\(told.venueStatus)' is not known"
      }
      known.venueStatus = told.venueStatus
      result.isChanged = true
      return
    }
    switch known.status.step(to: told.status) {
    case .same:
      if isLater { takeWord(&known, &result) }
    case .forward: move(&known, &result)
    case .backward: break
    case .surprising(let reason): takeSurprise(reason, &known, isLater, &result)
    }
  }

  private func takeSurprise(
    _ reason: String, _ known: inout Order, _ isLater: Bool, _ result: inout Result
  ) {
    if told.status.isLive, told.status != .partlyFilled {
      // A report on its way since before the end looks just like a return to life: only an answer
      // that was made later tells them apart.
      guard isLater else { return }
      guard isAnswer else {
        result.contradiction = "told as \(told.status.rawValue) after it had ended"
        return
      }
      result.texts.append(reason)
      return move(&known, &result)
    }
    if told.status == .partlyFilled {
      // The fill counts, and the order stays ended: that is how a race ends.
      if result.isChanged { result.texts.append(reason) }
      return
    }
    if told.status == .filled {
      result.texts.append(reason)
      return move(&known, &result)
    }
    if known.status == .filled || !isLater { return }
    result.texts.append(reason)
    move(&known, &result)
  }

  private func takeWord(_ known: inout Order, _ result: inout Result) {
    if !told.venueStatus.isEmpty, told.venueStatus != known.venueStatus {
      known.venueStatus = told.venueStatus
      result.isChanged = true
    }
    if let reason = told.reason, reason != known.reason {
      known.reason = reason
      result.isChanged = true
    }
  }

  private func move(_ known: inout Order, _ result: inout Result) {
    known.status = told.status
    if !told.venueStatus.isEmpty { known.venueStatus = told.venueStatus }
    if let reason = told.reason { known.reason = reason }
    result.isChanged = true
    if let text = Self.words(known) { result.texts.append(text) }
  }

  /// What a new status means, in a sentence; nil where the fill beside it says it.
  private static func words(_ order: Order) -> String? {
    let reason = order.reason.map { ": \($0)" } ?? ""
    switch order.status {
    case .dormant: return "waits for the entry"
    case .waiting: return "waits for its trigger"
    case .working: return "works in the book"
    case .partlyFilled: return nil
    case .filled: return "filled"
    case .canceled: return "cancelled" + reason
    case .expired: return "expired" + reason
    case .rejected: return "refused" + reason
    case .unknown: return "not known"
    }
  }
}
