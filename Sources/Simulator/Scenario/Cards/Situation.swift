/// The ten situations in which the fate of a list's legs is asked of every venue.
public enum Situation: Int, CaseIterable, Sendable {
  case limitFills = 1
  case stopTriggers
  case partialFillThenTrigger
  case gapThroughStop
  case entryCanceledInPart
  case entryFills
  case oneExitCanceled
  case exitRefused
  case listCanceled
  case expiry

  /// What happens, in a few words.
  public var title: String {
    switch self {
    case .limitFills: "the limit fills"
    case .stopTriggers: "the stop triggers"
    case .partialFillThenTrigger: "a partial fill, then the stop's price"
    case .gapThroughStop: "a gap through the stop"
    case .entryCanceledInPart: "the entry is filled in part, then cancelled"
    case .entryFills: "the entry fills, and the exits arm"
    case .oneExitCanceled: "one exit is cancelled"
    case .exitRefused: "an exit is refused for lack of funds"
    case .listCanceled: "the whole list is cancelled"
    case .expiry: "something expires"
    }
  }

  /// Two digits, as ids have them.
  var number: String { rawValue < 10 ? "0\(rawValue)" : "\(rawValue)" }
}
