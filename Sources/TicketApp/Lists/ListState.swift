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
  /// It was open, and the venue knows it no more.
  case vanished
  case done
  case cancelled
  case rejected
  /// Nothing left this machine.
  case notSent

  var rank: Int { rawValue }

  var word: String {
    switch self {
    case .inDoubt: "in doubt"
    case .sending: "sending"
    case .open: "open"
    case .unknown: "unknown"
    case .vanished: "vanished"
    case .done: "done"
    case .cancelled: "cancelled"
    case .rejected: "refused"
    case .notSent: "not sent"
    }
  }

  /// Before the word, so that a glance is enough without colour.
  var sign: CleanText {
    switch self {
    case .inDoubt, .unknown, .vanished: "?"
    case .sending: "»"
    case .open: "●"
    case .done: "✓"
    case .cancelled: "–"
    case .rejected, .notSent: "✗"
    }
  }

  var role: Role {
    switch self {
    case .inDoubt, .unknown, .vanished: .doubt
    case .sending: .warning
    case .open: .working
    case .done: .filled
    case .cancelled: .cancelled
    case .rejected, .notSent: .error
    }
  }

  /// Something may still happen to it.
  var isLive: Bool {
    switch self {
    case .inDoubt, .sending, .open, .unknown, .vanished: true
    case .done, .cancelled, .rejected, .notSent: false
    }
  }

  /// Nobody knows how it stands: it is shown before all others.
  var wantsAttention: Bool { self == .inDoubt || self == .vanished }
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
