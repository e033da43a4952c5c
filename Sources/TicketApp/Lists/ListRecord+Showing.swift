import Client
import Exact
import Orders

extension ListRecord {
  var state: ListState {
    if isInDoubt { return .inDoubt }
    if isVanished { return .vanished }
    switch list.status {
    case .accepted, .open: return .open
    case .done: return .done
    case .canceled: return .cancelled
    case .rejected: return heard == nil ? .notSent : .rejected
    case .unknown: return heard == nil ? .sending : .unknown
    }
  }

  /// What is traded, in our spelling where it is known.
  var symbol: String { instrument?.description ?? list.symbol ?? "?" }

  /// The side of the list: of its entry where it has one.
  var side: Side? { list.orders.first?.side }

  /// How the venue is told which list is meant.
  var leadingQuantity: Decimal? { list.orders.first?.quantity }

  /// The label of a leg: its part in the list.
  func label(ofLeg leg: Int) -> String {
    guard let kind = list.kind else { return "order \(leg + 1)" }
    switch kind.role(at: leg) {
    case .entry: return "entry"
    case .exit: return kind.hasPairOfExits ? "exit \(leg)" : "exit"
    case .pair: return "leg \(leg + 1)"
    }
  }
}
