import Client
import Orders
import Screen
import Venues

/// What is to become of a list that its venue has.
enum ListChange: Hashable, Sendable {
  /// The list goes, or one leg of it.
  case cancel(leg: Int?)
  /// A leg gets other terms.
  case amend(leg: Int, to: Leg)
  /// What the radar found to be there by mistake goes.
  case repair

  /// As sentences call it.
  var noun: String {
    switch self {
    case .cancel: "cancel"
    case .amend: "change"
    case .repair: "repair"
    }
  }

  /// What is typed for it where a key is not enough.
  var verb: String {
    switch self {
    case .cancel: "cancel"
    case .amend: "amend"
    case .repair: "repair"
    }
  }

  /// The leg it was asked for; nil for the list.
  var leg: Int? {
    switch self {
    case .cancel(let leg): leg
    case .amend(let leg, _): leg
    case .repair: nil
    }
  }
}

/// Why something cannot be sent.
struct SendObstacle: Error, Hashable {
  let reason: String
}

extension ListRecord {
  /// Why nothing of it can be changed any more; nil while something can.
  var ending: String? { state.isLive ? nil : "the list has ended: \(state.word)" }

  /// What should not be about the list.
  var troubles: [Trouble] {
    VenueCatalogue.venue(key.venue).map { Radar.look(at: self, $0) } ?? []
  }

  /// The only leg that a repair takes away; nil where it takes several, or the list.
  var repairedLeg: Int? {
    let mended = troubles.filter { $0.repair != nil }
    guard let first = mended.first, case .cancelOrder = first.repair,
      mended.allSatisfy({ $0.leg == first.leg })
    else { return nil }
    return first.leg
  }

  /// What the venue is asked for a change.
  func calls(_ change: ListChange, _ venue: any Venue) -> [Call] {
    switch change {
    case .cancel(let leg): return [cancelCall(leg: leg)]
    case .amend(let leg, let terms):
      guard list.orders.indices.contains(leg) else { return [] }
      let order = list.orders[leg]
      return [.amend(Amendment(order: reference(to: order), leg: terms, before: order.terms))]
    case .repair: return Radar.repairs(of: self, venue)
    }
  }
}

extension App {
  /// The requests of a change, sealed as of now, in the order in which they go.
  func requests(
    _ change: ListChange, of key: ListKey
  ) -> Result<[WireRequest], SendObstacle> {
    guard let record = board[key], let venue = VenueCatalogue.venue(key.venue) else {
      return .failure(SendObstacle(reason: "the list is not known any more"))
    }
    // It may end while somebody looks at the request.
    if change != .repair, let ending = record.ending {
      return .failure(SendObstacle(reason: ending))
    }
    do {
      var requests: [WireRequest] = []
      for call in record.calls(change, venue) {
        for draft in try venue.drafts(call) {
          requests.append(try seal(draft, at: venue, number: Int64(requests.count + 1)))
        }
      }
      guard !requests.isEmpty else {
        return .failure(SendObstacle(reason: "nothing that could be sent would mend it"))
      }
      return .success(requests)
    } catch let error as Inexpressible {
      return .failure(SendObstacle(reason: Words.list(error.reasons.map(\.textOfOneLeg))))
    } catch {
      return .failure(SendObstacle(reason: "\(error)"))
    }
  }

  /// Hands on the very requests of a change; nil where there is none to hand on.
  func effect(_ change: ListChange, of key: ListKey, _ requests: [WireRequest]) -> Effect? {
    switch change {
    case .cancel(let leg):
      return .cancel(Cancellation(key: key, leg: leg, requests: requests))
    case .amend(let leg, _):
      return requests.first.map { .amend(Amending(key: key, leg: leg, request: $0)) }
    case .repair:
      let leg = board[key]?.repairedLeg
      return .cancel(Cancellation(key: key, leg: leg, requests: requests))
    }
  }

  /// That the exits of a list's account are larger than its position, where the venue tells of it.
  func overhang(of record: ListRecord) -> String? {
    guard let positions = feed.account(record.key.venue).positions else { return nil }
    let records = board.records.filter { $0.key.venue == record.key.venue }
    return Radar.overhang(of: record, among: Radar.look(at: records, positions: positions))
  }

  // MARK: Why not

  /// Why a list, or its leg, cannot be cancelled.
  func cancelObstacle(_ key: ListKey, leg: Int?) -> CleanText? {
    guard let record = board[key] else { return "the list is not known any more" }
    if let ending = record.ending { return CleanText(ending) }
    if let leg, record.list.orders.indices.contains(leg) {
      let status = record.list.orders[leg].status
      if status.isFinal { return CleanText("the leg has ended: \(status.word)") }
    }
    if case .failure(let obstacle) = requests(.cancel(leg: leg), of: key) {
      return CleanText(obstacle.reason)
    }
    return nil
  }

  /// Why a leg cannot get other terms; whatever they are.
  func amendObstacle(_ record: ListRecord, leg: Int) -> CleanText? {
    guard let venue = VenueCatalogue.venue(record.key.venue),
      record.list.orders.indices.contains(leg)
    else { return "the list is not known any more" }
    guard venue.capabilities.canAmend else {
      return CleanText("\(venue.title) cannot amend a list: cancel it and place it anew")
    }
    guard record.state == .open else { return CleanText("the list is \(record.state.word)") }
    let order = record.list.orders[leg]
    guard order.status.isLive else { return CleanText("the leg is \(order.status.word)") }
    if let obstacle = reachObstacle(venue.id) { return CleanText(obstacle) }
    do throws(Inexpressible) {
      let order = record.reference(to: order)
      _ = try venue.drafts(.amend(Amendment(order: order, leg: record.list.orders[leg].terms)))
      return nil
    } catch {
      return CleanText(Words.list(error.reasons.map(\.textOfOneLeg)))
    }
  }

  /// Why nothing can be sent that would mend a list.
  func repairObstacle(_ record: ListRecord) -> CleanText? {
    guard let venue = VenueCatalogue.venue(record.key.venue) else {
      return "the list is not known any more"
    }
    if record.isInDoubt { return "the list is in doubt: what is wrong with it is not known yet" }
    if record.troubles.isEmpty { return "the list has nothing to repair" }
    if Radar.repairs(of: record, venue).isEmpty {
      return "nothing that could be sent would mend it"
    }
    return reachObstacle(venue.id).map { CleanText($0) }
  }
}
