import Client
import Orders

/// In which order the panel shows lists.
enum ListOrder: String, CaseIterable, Sendable {
  /// The one that became known last stands first.
  case newest
  /// The one its venue spoke of last stands first.
  case heard
  case venue, symbol, status

  var title: String {
    switch self {
    case .newest: "newest"
    case .heard: "last word"
    case .venue: "venue"
    case .symbol: "symbol"
    case .status: "status"
    }
  }

  /// Which group a list stands in; groups stand in the order of their names.
  ///
  /// What nobody knows enough of stands before all others, in every order.
  func group(of record: ListRecord) -> String {
    let state = record.state
    let first = state.wantsAttention ? "!" : ":"
    switch self {
    case .newest, .heard: return first
    case .venue: return first + record.key.venue.name
    case .symbol: return first + (record.list.symbol ?? "")
    case .status: return String(state.rank)
    }
  }
}

/// Which lists the panel shows.
struct ListFilter: Hashable, Sendable {
  var states = States.all
  private(set) var text = ""
  /// In lower case.
  private var words: [[UInt8]] = []

  enum States: String, CaseIterable, Sendable {
    case all, live, ended, doubt

    var title: String {
      switch self {
      case .all: "all"
      case .live: "live"
      case .ended: "ended"
      case .doubt: "in doubt"
      }
    }

    func contains(_ state: ListState) -> Bool {
      switch self {
      case .all: true
      case .live: state == .open || state == .sending || state == .inDoubt
      case .ended: !state.isLive
      case .doubt: state == .inDoubt || state == .unknown || state == .vanished
      }
    }
  }

  var isEmpty: Bool { states == .all && words.isEmpty }

  mutating func setText(_ text: String) {
    self.text = text
    words = text.lowercased().split(separator: " ").map { Array($0.utf8) }
  }

  /// What this one lets through, the other does too.
  func isWithin(_ other: ListFilter) -> Bool {
    (states == other.states || other.states == .all) && text.hasPrefix(other.text)
  }

  /// Every word stands somewhere in what the panel shows of the list.
  func matches(_ record: ListRecord) -> Bool {
    guard states.contains(record.state) else { return false }
    return words.allSatisfy { word in
      record.searched.contains { $0.map { Self.holds($0, word) } ?? false }
    }
  }

  private static func holds(_ text: String, _ word: [UInt8]) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count >= word.count else { return false }
      for start in 0...bytes.count - word.count {
        var at = 0
        while at < word.count, lower(bytes[start + at]) == word[at] { at += 1 }
        if at == word.count { return true }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte + 32 : byte
  }
}

extension ListRecord {
  /// What a filter's words are looked for in.
  fileprivate var searched: [String?] {
    var texts: [String?] = [
      key.venue.name, list.symbol, list.kind?.rawValue, state.word, list.venueStatus, key.id,
      list.venueListID,
    ]
    if let instrument { texts.append(instrument.description) }
    for order in list.orders {
      texts.append(order.side?.rawValue)
      texts.append(order.type?.words)
    }
    return texts
  }
}
