import Client
import Orders
import Screen

/// Where a list stands, in the words of the panel.
enum ListState: Int, CaseIterable, Sendable {
  /// Sent or not, its venue has said neither yes nor no: what wants attention most.
  case inDoubt
  /// On its way.
  case sending
  case open
  /// The venue's word is not known.
  case unknown
  case done
  case cancelled
  case rejected

  var rank: Int { rawValue }

  var word: String {
    switch self {
    case .inDoubt: "in doubt"
    case .sending: "sending"
    case .open: "open"
    case .unknown: "unknown"
    case .done: "done"
    case .cancelled: "cancelled"
    case .rejected: "refused"
    }
  }

  /// Before the word, so that a glance is enough without colour.
  var sign: CleanText {
    switch self {
    case .inDoubt, .unknown: "?"
    case .sending: "»"
    case .open: "●"
    case .done: "✓"
    case .cancelled: "–"
    case .rejected: "✗"
    }
  }

  var role: Role {
    switch self {
    case .inDoubt, .unknown: .doubt
    case .sending: .warning
    case .open: .working
    case .done: .filled
    case .cancelled: .cancelled
    case .rejected: .error
    }
  }

  /// Something may still happen to it.
  var isLive: Bool { self == .open || self == .sending || self == .inDoubt || self == .unknown }
}

extension OrderStatus {
  /// In a word for the panel.
  var word: String {
    switch self {
    case .dormant: "asleep"
    case .waiting: "waiting"
    case .working: "working"
    case .partlyFilled: "part filled"
    case .filled: "filled"
    case .canceled: "cancelled"
    case .expired: "expired"
    case .rejected: "refused"
    case .unknown: "unknown"
    }
  }

  var sign: CleanText {
    switch self {
    case .dormant: "·"
    case .waiting: "○"
    case .working: "●"
    case .partlyFilled: "◐"
    case .filled: "✓"
    case .canceled, .expired: "–"
    case .rejected: "✗"
    case .unknown: "?"
    }
  }

  var role: Role {
    switch self {
    case .dormant: .muted
    case .waiting, .working: .working
    case .partlyFilled, .filled: .filled
    case .canceled, .expired: .cancelled
    case .rejected: .error
    case .unknown: .doubt
    }
  }
}
