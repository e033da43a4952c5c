import Orders
import Venues

/// Whether sending a list anew could make a second order of it, and why.
///
/// The program never sends anything again; this is for the person who wants to.
public struct RetrySafety: Hashable, Sendable {
  /// The light a person looks for.
  public enum Light: String, Sendable {
    /// It is sure that nothing of it is at the venue.
    case safe
    /// That is not known yet, and is being found out.
    case wait
    /// It is, or was, at the venue: another would be another.
    case never
  }

  public let light: Light
  public let reason: String

  init(_ light: Light, _ reason: String) {
    self.light = light
    self.reason = reason
  }
}

extension ListRecord {
  /// What is known of sending it anew.
  public var retrySafety: RetrySafety {
    if isInDoubt { return RetrySafety(.wait, doubtReason) }
    if list.orders.contains(where: { $0.filled?.isPositive == true }) {
      return RetrySafety(.never, "some of it has filled")
    }
    if isVanished {
      return RetrySafety(
        .wait, "it was at \(key.venue) and is not found there: look at the venue itself first")
    }
    switch list.status {
    case .rejected:
      return heard == nil
        ? RetrySafety(.safe, "nothing of it is at \(key.venue); a new list gets ids of its own")
        : RetrySafety(.safe, "\(key.venue) refused it; a new list gets ids of its own")
    case .canceled: return RetrySafety(.safe, "it was cancelled, and nothing of it filled")
    case .accepted, .open: return RetrySafety(.never, "it is open at \(key.venue)")
    case .done: return RetrySafety(.never, "it has filled")
    case .unknown: return RetrySafety(.wait, "\(key.venue) has not said what became of it")
    }
  }

  /// Why the same list must not be sent while this one is in doubt, at this venue.
  private var doubtReason: String {
    switch key.venue.name {
    case "binance":
      "an id is unique among open orders only: if this one has filled, the same would be placed "
        + "a second time (rest-api.md, New order list)"
    case "kucoin", "bingx":
      "it is being looked for by its client id; until it is found, or surely not there, another "
        + "could be a second"
    case "crypto-com":
      "the answer to a placement is not its outcome: it is being looked for by its orders' ids"
    default:
      "the venue knows no id that would keep a second one out: what it shows is being looked at"
    }
  }
}
