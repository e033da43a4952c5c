import Client
import Orders
import Screen
import Venues

/// Everything that is known of one list.
struct ListDetail: Overlay {
  let key: ListKey
  private var scroll = WindowScroll()

  init(_ key: ListKey) { self.key = key }

  var hints: [KeyHint] {
    [
      KeyHint("↑↓", "scroll"), KeyHint("c", "cancel list"), KeyHint("a", "amend leg"),
      KeyHint("R", "repair"), KeyHint("Esc", "back"),
    ]
  }

  /// What can be done from here, as on the list's own rows.
  private static let commands = [
    "list-cancel", "leg-cancel", "leg-amend", "list-repair", "list-ask",
  ]

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    let position = window(app, app.windowArea).scroll(scroll.offset, in: app.windowArea)
    if scroll.take(input, in: position) { return .stay() }
    guard case .key(let key) = input else { return .stay() }
    switch (key.code, key.modifiers) {
    case (.escape, []), (.enter, []), (.character("q"), []): return .close()
    default:
      let chord = Chord(key.code, key.modifiers)
      guard let command = app.setup.keymap.command(chord, in: .lists),
        Self.commands.contains(command.name)
      else { return .stay() }
      app.chooseList(self.key)
      return .stay(app.run(command))
    }
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    window(app, area).draw(offset: scroll.offset, in: area, &frame)
  }

  private func window(_ app: App, _ area: Area) -> ReviewWindow {
    let width = ReviewWindow.textWidth(in: area)
    var lines: [Line] = []
    if let record = app.board[key] {
      lines = Self.lines(of: record, app, width)
    }
    return ReviewWindow(
      lines: lines, prompt: [prompt(app)],
      title: Line("List ", .titleFocus) + Line(CleanText(key.id), .heading),
      isLive: app.setup.environment == .live)
  }

  private func prompt(_ app: App) -> Line {
    let commands = ["list-cancel", "leg-amend", "list-repair"].compactMap(AppCommand.named)
    return commands.reduce(Line("Esc", .key) + Line(" back", .muted)) { line, command in
      guard let chord = app.setup.keymap.chords(of: command).first else { return line }
      return line + Line("  ") + Line(CleanText(chord.name), .key) + Line(" ")
        + Line(CleanText(command.title.string.lowercased()), .muted)
    }
  }

  private static func lines(of record: ListRecord, _ app: App, _ width: Int) -> [Line] {
    func fact(_ name: CleanText, _ value: String, _ role: Role = .text) -> [Line] {
      ReviewWindow.fact(name, value, role, width: width)
    }
    let list = record.list
    var lines = fact(
      "list",
      [list.kind?.rawValue.uppercased() ?? "list", "of", record.symbol, "at", list.venue.name]
        .joined(separator: " "), .heading)
    let word = list.venueStatus.isEmpty ? "" : " — the venue says \(list.venueStatus)"
    lines.append(
      Line("status      ", .muted) + Line(record.state.sign + " ", record.state.role)
        + Line(CleanText(record.state.word), record.state.role) + Line(CleanText(word), .muted))
    for sentence in Protection(record: record).sentences {
      lines += fact(lines.count == 2 ? "protects" : "", sentence)
    }
    let overhang = app.overhang(of: record).map { [$0] } ?? []
    for (at, sentence) in (record.troubles.map(\.sentence) + overhang).enumerated() {
      lines += fact(at == 0 ? "trouble" : "", "! " + sentence, .warning)
    }
    lines += repair(of: record, app, width)
    let safety = record.retrySafety
    lines += fact("send anew", "\(safety.light.words): \(safety.reason)", safety.light.role)
    lines += fact("our id", list.clientListID ?? record.key.id)
    lines += fact("venue's id", list.venueListID ?? "not known")
    lines += fact("heard", heard(record, app.feed.now))
    for leg in list.orders.indices { lines += self.lines(ofLeg: leg, record, width) }
    lines += history(record, width)
    return lines
  }

  /// The very requests that would mend what is wrong, before anybody asks for them.
  private static func repair(of record: ListRecord, _ app: App, _ width: Int) -> [Line] {
    if record.troubles.isEmpty { return [] }
    guard case .success(let requests) = app.requests(.repair, of: record.key) else {
      let reason = app.repairObstacle(record)?.string ?? "its request cannot be made"
      return ReviewWindow.fact("repair", reason, .muted, width: width)
    }
    let key = app.setup.keymap.key(of: "list-repair")
    let words =
      (requests.count == 1 ? "this request mends it" : "these requests mend it")
      + "; " + (key ?? ":list-repair") + " sends "
      + (requests.count == 1 ? "it" : "them") + " when told"
    let indent = Line(CleanText(" ").repeated(ReviewWindow.factIndent))
    return ReviewWindow.fact("repair", words, .repair, width: width)
      + RequestLines.all(requests, width: width - indent.columns).map { indent + $0 }
  }

  private static func heard(_ record: ListRecord, _ now: Timestamp?) -> String {
    guard let heard = record.heard else { return "the venue has not spoken of it" }
    guard let now else { return clock(heard) }
    let age = ListCells.age(now.milliseconds - heard.milliseconds)
    return "\(clock(heard)), \(age) ago"
  }

  private static func lines(ofLeg leg: Int, _ record: ListRecord, _ width: Int) -> [Line] {
    let order = record.list.orders[leg]
    var lines = [Line()]
    var head = Line(CleanText(record.label(ofLeg: leg)), .heading)
    head.append(CleanText(" ").repeated(max(1, ReviewWindow.factIndent - head.columns)))
    head.append(CleanText(order.side?.rawValue ?? "?"), order.side == .buy ? .buy : .sell)
    let quantity = order.quantity.map(Figures.price) ?? "?"
    head.append(CleanText(" \(quantity) \(ListCells.priced(order))"))
    lines.append(head)
    var status = Line(CleanText(" ").repeated(ReviewWindow.factIndent))
    status.append(order.status.sign + " ", order.status.role)
    status.append(CleanText(order.status.word), order.status.role)
    if !order.venueStatus.isEmpty {
      status.append(CleanText(" — \(order.venueStatus)"), .muted)
    }
    lines.append(status)
    if let filled = order.filled, filled.isPositive {
      let average = order.averagePrice.map { ", on average at \(Figures.price($0))" } ?? ""
      lines += ReviewWindow.fact(
        "", "\(Figures.price(filled)) filled\(average)", .filled, width: width)
    }
    if let reason = order.reason {
      lines += ReviewWindow.fact("", "because \(reason)", .muted, width: width)
    }
    let ids = [
      order.venueOrderID.map { "venue's id \($0)" }, order.clientOrderID.map { "our id \($0)" },
    ].compactMap { $0 }.joined(separator: ", ")
    if !ids.isEmpty { lines += ReviewWindow.fact("", ids, .muted, width: width) }
    return lines
  }

  private static func history(_ record: ListRecord, _ width: Int) -> [Line] {
    var lines = [Line(), Line("what happened", .heading)]
    if record.history.isEmpty { lines.append(Line("nothing that is known", .muted)) }
    for step in record.history {
      let who = step.leg.map { record.label(ofLeg: $0) + ": " } ?? ""
      var text = who + step.text
      if let fill = step.fill, let fee = fill.fee, !fee.isZero {
        text += ", fee \(fee) \(fill.feeAsset ?? "")"
      }
      let lead = Line(CleanText(step.time.map(clock) ?? "–"), .muted)
      lines += ReviewWindow.wrapped(
        text, lead: lead, indent: ReviewWindow.factIndent + 1, step.fill == nil ? .text : .filled,
        width: width)
    }
    return lines
  }

  /// `14:02:11.250`, in universal time.
  static func clock(_ time: Timestamp) -> String {
    String(time.iso.drop { $0 != "T" }.dropFirst().dropLast())
  }
}

extension RetrySafety.Light {
  fileprivate var words: String {
    switch self {
    case .safe: "✓ safe"
    case .wait: "? wait"
    case .never: "✗ no"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .safe: .ok
    case .wait: .doubt
    case .never: .muted
    }
  }
}

extension App {
  mutating func openDetail() {
    if let record = chosenRecord { overlays.append(ListDetail(record.key)) }
  }

  /// Goes to a list, but stays on the leg of it that was chosen.
  fileprivate mutating func chooseList(_ key: ListKey) {
    guard let number = board.number(of: key), chosenRow?.list != number else { return }
    lists.chosen = ListBoard.Row(list: number, leg: nil)
  }
}
