import Exact
import Orders
import Screen
import Venues

extension App {
  /// The first row: which money is at stake, the market, and how the venues are reached.
  func drawStatus(in area: Area, _ frame: inout Frame) {
    let surface: Surface = setup.environment == .live ? .live : .bar
    frame.fill(area, Paint(.text, on: surface))
    var line = Line(" tandem ", .heading)
    line.append(environmentWords, environmentRole)
    line.append(" ")
    line.append(CleanText(form.instrument), .heading)
    let instrument = live.reading.ticket.instrument
    let market = feed.market(venue.id, instrument)
    let digits = rules(instrument, at: venue)?.tick?.fractionDigits ?? 0
    if let last = market.last {
      line.append("  last ", .muted)
      line.append(CleanText(Figures.price(last, digits: digits)), .ladderLast)
      // Its shape says it: in a colour of its own it would cost more than the price.
      let isRising = feed.isRising(venue.id, instrument)
      line.append(isRising == nil ? "  " : isRising == true ? " ▲" : " ▼", .ladderLast)
    }
    var quote = Line()
    if let bid = market.bid, let ask = market.ask {
      quote.append("  bid ", .muted)
      quote.append(CleanText(Figures.price(bid, digits: digits)), .ladderQuote)
      quote.append(" ask ", .muted)
      quote.append(CleanText(Figures.price(ask, digits: digits)), .ladderQuote)
    }
    if !isMouseOn { line.append("  mouse off", .muted) }
    if journalRefusal != nil { line.append("  journal: nothing can be sent", .error) }
    // How venues are reached goes before a quote that finds no room beside it.
    let lights = VenueLights(feed: feed, chosen: venue.id)
    let room = area.size.columns - line.columns - 3
    var right = lights.line(fitting: room - quote.columns)
    if right.columns == 0 {
      quote = Line()
      right = lights.line(fitting: room)
    }
    frame.write((line + quote).on(surface), row: 0, in: area)
    let column = area.size.columns - right.columns - 1
    if right.columns > 0 { frame.write(right.on(surface), column: column, row: 0, in: area) }
  }

  /// ` PAPER `; on live so that nobody can take it for anything else.
  private var environmentWords: CleanText {
    setup.environment == .live
      ? " LIVE: REAL MONEY " : " \(CleanText(setup.environment.rawValue.uppercased())) "
  }

  var environmentRole: Role {
    switch setup.environment {
    case .paper: .paper
    case .testnet, .demo: .testnet
    case .live: .live
    }
  }

  /// The last row: what the keys do here, or the newest message.
  func drawKeyBar(in area: Area, _ frame: inout Frame) {
    frame.fill(area, Paint(.text, on: .bar))
    if log.isFresh, let message = log.messages.last {
      let line = Line(" ") + Line(CleanText(message.text), message.weight.role)
      frame.write(line.on(.bar), row: 0, in: area)
      return
    }
    let line = KeyBar.line(overlays.last?.hints ?? hints, columns: area.size.columns)
    frame.write(line.on(.bar), row: 0, in: area)
  }
}

extension Message.Weight {
  var role: Role {
    switch self {
    case .note: .text
    case .good: .ok
    case .warning: .warning
    case .bad: .error
    }
  }
}

/// Numbers as they are shown, never as they are typed or sent.
enum Figures {
  /// `32,000.5`: the whole part in groups of three.
  static func price(_ value: Decimal) -> String { price(value, digits: 0) }

  /// The same with at least so many digits after the point.
  static func price(_ value: Decimal, digits: Int) -> String {
    let text = value.description
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
    let whole = Array(parts.first ?? "0")
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    return sign + grouped + (fraction.isEmpty && zeros.isEmpty ? "" : "." + fraction + zeros)
  }
}
