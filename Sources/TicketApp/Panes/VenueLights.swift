import Client
import Orders
import Screen
import Venues

/// How each venue is reached, in as many columns as there are for it.
///
/// A mark and a word say it, never a colour alone. What is shown changes when something changed,
/// not because time went by.
struct VenueLights {
  let feed: Feed
  /// The venue that is looked at: its latency is shown where there is room for one.
  let chosen: VenueID

  /// The longest form that fits; the marks alone always do on a screen that shows a ticket.
  func line(fitting columns: Int) -> Line {
    let forms = [everything, troubles, marks]
    return forms.first { $0.columns <= columns } ?? Line()
  }

  private var venues: [(id: VenueID, connection: Connection)] {
    VenueCatalogue.ids.compactMap { id in feed.connection(id).map { (id, $0) } }
  }

  /// `binance ● live 10ms  kucoin ? stale 3m`.
  private var everything: Line { joined(venues.map { named($0.id, $0.connection) }) }

  /// The ones that are not live by name, the others by number.
  private var troubles: Line {
    let live = venues.filter { $0.connection.state == .live }
    var parts = venues.filter { $0.connection.state != .live }.map { named($0.id, $0.connection) }
    if !live.isEmpty {
      let isChosen = live.contains { $0.id == chosen }
      var line = light(.live) + Line(CleanText(" \(live.count) live"), .muted)
      if isChosen, let latency = feed.latency(chosen) { line = line + Line(latency, .muted) }
      parts.append(line)
    }
    return joined(parts)
  }

  /// `●●?●–`, in the order of the catalogue.
  private var marks: Line { venues.reduce(Line()) { $0 + light($1.connection.state) } }

  private func named(_ id: VenueID, _ connection: Connection) -> Line {
    var line = Line(CleanText(id.name), id == chosen ? .heading : .text) + Line(" ")
    line = line + light(connection.state)
    line.append(CleanText(" \(connection.state.word)"), connection.state.role)
    if connection.state == .live {
      if let latency = feed.latency(id) { line.append(latency, .muted) }
    } else if let age = feed.silence(id) {
      line.append(CleanText(" " + ListCells.age(age)), .muted)
    }
    return line
  }

  private func light(_ state: SessionState) -> Line { Line(state.sign, state.role) }

  private func joined(_ parts: [Line]) -> Line {
    parts.enumerated().reduce(Line()) { $0 + ($1.offset > 0 ? Line("  ") : Line()) + $1.element }
  }
}

extension SessionState {
  /// In a word or two for the status line.
  var word: String {
    switch self {
    case .offline: "offline"
    case .connecting: "connecting"
    case .signingIn: "signing in"
    case .catchingUp: "catching up"
    case .live: "live"
    case .stale: "stale"
    case .refused: "refused"
    }
  }

  var sign: CleanText {
    switch self {
    case .offline: "–"
    case .connecting, .signingIn: "»"
    case .catchingUp: "◐"
    case .live: "●"
    case .stale: "?"
    case .refused: "✗"
    }
  }

  var role: Role {
    switch self {
    case .offline: .muted
    case .connecting, .signingIn, .catchingUp: .warning
    case .live: .working
    case .stale: .doubt
    case .refused: .error
    }
  }
}
