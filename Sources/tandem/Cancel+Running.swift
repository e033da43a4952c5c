import Client
import Journal
import Orders
import Venues

extension Cancel {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let rim = invocation.rim
    let stop = try rim.stopRequest()
    try invocation.checkConfirmed()
    let key = try key(invocation)
    guard let venue = VenueCatalogue.venue(key.venue) else {
      throw Failure(key.venue.name, "is no venue of this version; nothing was sent")
    }
    var desk = try SendingDesk(venue, invocation, stop: stop)
    defer { desk.line.finish() }
    desk.settle(within: desk.invocation.patience)
    let leg = invocation.integer(.leg).map { Int($0) - 1 }
    let record = try record(key, leg, &desk)
    if let ended = ended(record, leg) {
      Diagnostics.report(Failure(key.id, "\(ended); nothing was sent"), to: rim.errors)
      return .refused
    }
    let requests = try requests(record, leg, &desk)
    if desk.environment == .live { show(record, leg, requests, rim) }
    let report = cancel(Cancellation(key: record.key, leg: leg, requests: requests), &desk)
    return report.tell(invocation)
  }

  // MARK: Which list

  /// The list that is meant: of the journal, or of the venue that is named.
  private static func key(_ invocation: Invocation) throws(Failure) -> ListKey {
    let word = invocation.operands.first ?? ""
    let named = invocation.texts(.target).first.map { VenueID($0) }
    let path = invocation.texts(.journal).first.map { JournalPlace($0) }
    var found: [ListKey] = []
    if let place = path ?? JournalPlace.standard(invocation.rim) {
      do throws(JournalFailure) {
        found = try JournalMemory(try Journal.open(place.path, access: .read)).lists
          .filter { $0.environment == invocation.environment && $0.record.key.id.hasPrefix(word) }
          .map(\.record.key).filter { named == nil || $0.venue == named }
      } catch {
        guard error.kind == .missing else { throw Failure("journal", error.sentence) }
      }
    }
    if let exact = found.filter({ $0.id == word }).only ?? found.only { return exact }
    if found.count > 1 {
      let places = found.map { "\($0.id) at \($0.venue)" }
      throw Failure(
        "cancel", "\(VisibleText.quote(word)) may be \(Words.alternatives(places))")
    }
    // A list that was not sent from here can be known to its venue alone.
    guard let named else {
      throw Failure(
        "cancel",
        "the journal has no list \(VisibleText.quote(word)) in \(invocation.environment.rawValue);"
          + " with --venue the venue is asked for it")
    }
    return ListKey(named, word)
  }

  private static func record(
    _ key: ListKey, _ leg: Int?, _ desk: inout SendingDesk
  ) throws(Failure) -> ListRecord {
    let known = desk.line.client.lists
    guard
      let record = known.first(where: { $0.key == key })
        ?? known.filter({ $0.key.venue == key.venue && $0.key.id.hasPrefix(key.id) }).only
    else { throw Failure(key.id, "is no list that \(key.venue) tells of; nothing was sent") }
    if let leg, !record.list.orders.indices.contains(leg) {
      let count = Words.count(record.list.orders.count, "leg")
      throw Failure(record.key.id, "has \(count), and no leg \(leg + 1); nothing was sent")
    }
    return record
  }

  /// Why there is nothing to cancel; nil where there is.
  private static func ended(_ record: ListRecord, _ leg: Int?) -> String? {
    if let leg {
      let status = record.list.orders[leg].status
      return status.isFinal ? "leg \(leg + 1) has ended: \(status.rawValue)" : nil
    }
    guard record.list.orders.allSatisfy(\.status.isFinal), !record.isInDoubt else { return nil }
    return "the list has ended: \(record.list.status.rawValue)"
  }

  // MARK: Sending

  private static func requests(
    _ record: ListRecord, _ leg: Int?, _ desk: inout SendingDesk
  ) throws(Failure) -> [WireRequest] {
    do {
      var requests: [WireRequest] = []
      for draft in try desk.venue.drafts(record.cancelCall(leg: leg)) {
        requests.append(try desk.line.seal(draft, at: desk.venue.id))
      }
      return requests
    } catch let error as Inexpressible {
      throw Failure(
        record.key.id, "\(Words.list(error.reasons.map(\.text))); nothing was sent",
        status: .refused)
    } catch {
      throw Failure(record.key.id, "\(error); nothing was sent")
    }
  }

  private static func show(
    _ record: ListRecord, _ leg: Int?, _ requests: [WireRequest], _ rim: Rim
  ) {
    let what = leg.map { "leg \($0 + 1) of " } ?? ""
    var text = "\(record.key.venue) LIVE: cancels \(what)\(record.key.id)\n"
    let contingency = record.list.kind.flatMap {
      VenueCatalogue.venue(record.key.venue)?.capabilities.contingency(of: $0)
    }
    if leg != nil, contingency?.cancelTakesBoth == true {
      text += Prose.entry("the other leg goes with it", margin: 2)
    }
    for request in requests {
      text += Prose.entry("\(request.text(.wire).lines.first ?? "")", margin: 2)
    }
    rim.errors.write(text)
    rim.errors.tryFlush()
  }

  private static func cancel(
    _ cancellation: Cancellation, _ desk: inout SendingDesk
  ) -> SentReport {
    let key = cancellation.key
    var outcome = desk.send(.cancel(cancellation), as: cancellation.sent) { client in
      client.list(key).map { isGone($0, cancellation.leg) } == true
    }
    // The answer says that it was heard; what became of the orders is asked for.
    desk.settle(within: 3_000)
    let record = desk.line.client.list(key)
    if case .inDoubt = outcome, let record, isGone(record, cancellation.leg) { outcome = .accepted }
    return SentReport(
      operation: cancellation.leg == nil ? .cancelList : .cancelOrder, key: key,
      leg: cancellation.leg, environment: desk.environment, outcome: outcome, record: record)
  }

  /// Whether the venue has shown that what was to be cancelled has ended.
  private static func isGone(_ record: ListRecord, _ leg: Int?) -> Bool {
    let orders = record.list.orders
    return leg.map { orders[$0].status.isFinal } ?? orders.allSatisfy(\.status.isFinal)
  }
}

extension Collection {
  /// Its one element; nil where there are none, or more.
  fileprivate var only: Element? { count == 1 ? first : nil }
}
