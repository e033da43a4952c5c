@testable import Screen

/// A screen with everything on it that the drawing kit can do, for goldens and pictures.
enum SampleScreen {
  static func frame(_ size: Size, charset: Charset = .unicode) -> Frame {
    var frame = Frame(size, charset: charset)
    let parts = frame.area.rows([
      .fixed(1), .flexible(minimum: 3, weight: 2), .flexible(minimum: 3), .fixed(1),
    ])
    status(&frame, parts[0])
    let panes = parts[1].columns([.flexible(minimum: 20, weight: 2), .flexible(weight: 3)])
    ticket(&frame, panes[0])
    payload(&frame, panes[1])
    lists(&frame, parts[2])
    keys(&frame, parts[3])
    return frame
  }

  private static func status(_ frame: inout Frame, _ area: Area) {
    var line = Line(" tandem ", .heading)
    line.append(" PAPER ", .paper)
    line.append("  BTC/USDT  last ", .text)
    line.append("30,000.00 ▲", .ladderLast)
    line.append("  bid 29,999.99 ask 30,000.01   ", .ladderQuote)
    line.append("● live", .ok)
    line.append("  ")
    line.append(" TESTNET ", .testnet)
    line.append(" ")
    line.append(" LIVE ", .live)
    frame.write(line.on(.bar), row: 0, in: area, aligned: .left, Paint(.text, on: .bar))
  }

  private static func ticket(_ frame: inout Frame, _ area: Area) {
    var title = Line("Ticket", .titleFocus)
    title.append(" ─ ", .borderFocus)
    title.append("OCO", .titleFocus)
    let inside = frame.box(area, .rounded, paint: Paint(.borderFocus), title: title)
      .inset(columns: 1)
    var kind = Line("Kind      ", .muted)
    kind.append("‹OCO›", .choiceActive)
    kind.append("  OTO  OTOCO", .choice)
    frame.write(kind, row: 0, in: inside)
    field(&frame, inside, row: 1, "Symbol", "BTC/USDT", .field)
    field(&frame, inside, row: 2, "Quantity", "0.01", .field)
    field(&frame, inside, row: 3, "Limit", "32,000", .fieldFocus)
    field(&frame, inside, row: 4, "Stop", "29,000", .field)
    frame.write(Line("≈ 300.00 USDT", .muted), column: 26, row: 2, in: inside)
    var repair = Line("  ↳ fix: ", .muted)
    repair.append("29,999.99", .repair)
    repair.append(" (Enter)", .muted)
    let findings = [
      Line("✓ two legs  ✓ one limit leg", .ok),
      Line("✗ bn-oco-06 stop must be below last", .error), repair,
      Line("⚠ price is 6.7 % from last", .warning), Line("· no balances known", .note),
    ]
    frame.write(
      findings, in: inside.rows([.fixed(6), .flexible()]).last ?? inside)
  }

  private static func field(
    _ frame: inout Frame, _ area: Area, row: Int, _ name: CleanText, _ value: CleanText,
    _ surface: Surface
  ) {
    frame.write(name, row: row, in: area, Paint(.muted))
    let box = area.part(Rect(column: 10, row: row, columns: 14, rows: 1))
    let role: Role = surface == .fieldFocus ? .fieldFocus : .field
    frame.write(
      Line([Span(value, Paint(role, on: surface))]), row: 0, in: box,
      aligned: .left, Paint(role, on: surface))
    if surface == .fieldFocus {
      frame.placeCursor(Point(column: value.columns, row: 0), in: box)
    }
  }

  private static func payload(_ frame: inout Frame, _ area: Area) {
    var title = Line("Payload ─ ", .title)
    title.append("1 binance", .tabActive)
    title.append("  2 crypto-com  3 bingx  4 kucoin  5 tradovate", .tab)
    let inside = frame.box(area, .rounded, title: title).inset(columns: 1)
    let pairs: [(CleanText, CleanText, Role)] = [
      ("symbol", "BTCUSDT", .payloadValue), ("side", "SELL", .sell),
      ("quantity", "0.01", .payloadValue), ("abovePrice", "32000", .diff),
      ("belowStopPrice", "29000", .payloadValue), ("signature", "••••", .payloadSecret),
    ]
    frame.write(Line("POST /api/v3/orderList/oco", .heading), row: 0, in: inside)
    for (row, (name, value, role)) in pairs.enumerated() {
      var line = Line("&", .payloadMark)
      line.append(name, .payloadName)
      line.append("=", .payloadMark)
      line.append(value, role)
      frame.write(line, row: row + 1, in: inside)
    }
    frame.divider(row: 8, of: area, Paint(.border), title: Line("What it does", .title))
    var limit = Line("32,000 ", .text)
    limit.append("── ", .ladderScale)
    limit.append("sell", .sell)
    limit.append(" 0.01  ")
    limit.append("+6.67%  +20.00", .profit)
    frame.write(limit, row: 8, in: inside)
    frame.write(Line("30,000 ◄─ last", .ladderLast), row: 9, in: inside)
    var stop = Line("29,000 ", .text)
    stop.append("── ", .ladderScale)
    stop.append("buy", .buy)
    stop.append(" 0.01  ")
    stop.append("−3.67%  −11.00", .loss)
    frame.write(stop, row: 10, in: inside)
    frame.write(
      Line("binance, orderList/oco: “stop price must be below”", .source), row: 11,
      in: inside)
  }

  private static func lists(_ frame: inout Frame, _ area: Area) {
    var title = Line("Order lists", .title)
    title.append(" ─ 12 open · ", .muted)
    title.append("1 in doubt", .doubt)
    let inside = frame.box(area, .rounded, title: title)
    let rows: [(CleanText, CleanText, Role)] = [
      ("7f3a  BTC/USDT  oco    ", "working", .working),
      ("7f39  ETH/USDT  otoco  ", "filled", .filled),
      ("7f38  日本/USDT  oto    ", "in doubt", .doubt),
      ("7f37  SOL/USDT  oco    ", "cancelled", .cancelled),
    ]
    for (row, (text, state, role)) in rows.enumerated() {
      var line = Line(" ")
      line.append(text)
      line.append(state, role)
      frame.write(line, row: row, in: inside)
      if row == 1 {
        frame.write(
          line.on(.selection), row: row, in: inside, aligned: .left, Paint(.text, on: .selection))
      }
    }
    frame.scrollBar(
      area.part(
        Rect(column: area.size.columns - 1, row: 1, columns: 1, rows: inside.size.rows)),
      ScrollPosition(offset: 3, visible: inside.size.rows, total: 12))
  }

  private static func keys(_ frame: inout Frame, _ area: Area) {
    var line = Line(" ")
    let pairs: [(CleanText, CleanText)] = [
      ("Tab", " field  "), ("↑↓", " tick  "), ("F2", " submit  "), ("/", " filter  "),
      (":", " command  "), ("?", " help"),
    ]
    for (key, label) in pairs {
      line.append(key, .key)
      line.append(label, .keyLabel)
    }
    frame.write(line.on(.bar), row: 0, in: area, aligned: .left, Paint(.text, on: .bar))
  }
}
