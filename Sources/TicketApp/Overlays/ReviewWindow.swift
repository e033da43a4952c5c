import Screen

/// A window of lines that scroll between a title and a line of what to do.
struct ReviewWindow {
  /// The lines above the bottom one; long ones are wrapped by whoever makes them.
  var lines: [Line]
  /// Where one is told what the keys do.
  var prompt: [Line]
  let title: Line
  let isLive: Bool

  /// How wide text may be in a window over that area.
  static func textWidth(in area: Area) -> Int { max(10, width(in: area) - 4) }

  private static func width(in area: Area) -> Int {
    min(area.size.columns, max(60, min(100, area.size.columns - 8)))
  }

  private func height(in area: Area) -> Int {
    min(area.size.rows, lines.count + prompt.count + 3)
  }

  /// How many lines fit, and how many there are.
  func scroll(_ offset: Int, in area: Area) -> ScrollPosition {
    ScrollPosition(
      offset: offset, visible: max(1, height(in: area) - prompt.count - 3), total: lines.count)
  }

  func draw(offset: Int, in area: Area, _ frame: inout Frame) {
    let size = Size(columns: Self.width(in: area), rows: height(in: area))
    let window = area.centred(size)
    frame.hideCursor()
    frame.fill(window, Paint(.text, on: .popup))
    let border = Paint(isLive ? .live : .borderFocus, on: .popup)
    let inside = frame.box(
      window, isLive ? .heavy : .plain, paint: border, title: title.on(.popup))
    let scroll = scroll(offset, in: area)
    for (at, line) in lines.dropFirst(scroll.offset).prefix(scroll.visible).enumerated() {
      frame.write(line.on(.popup), column: 1, row: at, in: inside)
    }
    let isMore = scroll.offset + scroll.visible < scroll.total
    frame.divider(
      row: scroll.visible + 1, of: window, border,
      title: isMore ? Line("↓ more below", .warning).on(.popup) : Line())
    for (at, line) in prompt.enumerated() {
      frame.write(line.on(.popup), column: 1, row: scroll.visible + 1 + at, in: inside)
    }
    let bar = Rect(column: size.columns - 1, row: 1, columns: 1, rows: scroll.visible)
    frame.scrollBar(window.part(bar), scroll, on: .popup)
  }

  /// A text in as many lines as it takes, the first with a lead before it.
  static func wrapped(
    _ text: String, lead: Line = Line(), indent: Int = 0, _ role: Role = .text, width: Int
  ) -> [Line] {
    let room = max(10, width - indent)
    return CleanText(text).wrapped(to: room).enumerated().map { at, row in
      let blank = Line(CleanText(" ").repeated(at == 0 ? max(0, indent - lead.columns) : indent))
      return (at == 0 ? lead + blank : blank) + Line(row, role)
    }
  }

  /// `name      value`, wrapped under itself.
  static func fact(_ name: CleanText, _ value: String, _ role: Role = .text, width: Int) -> [Line] {
    wrapped(value, lead: Line(name, .muted), indent: factIndent, role, width: width)
  }

  static let factIndent = 12
}

/// How far one has scrolled, and the keys that scroll.
struct WindowScroll: Hashable, Sendable {
  var offset = 0

  /// Takes a key that scrolls a window as it stands; false for others.
  mutating func take(_ input: Input, in position: ScrollPosition) -> Bool {
    take(input, page: position.visible, last: max(0, position.total - position.visible))
  }

  /// Takes a key that scrolls; false for others.
  mutating func take(_ input: Input, page: Int, last: Int) -> Bool {
    switch input {
    case .key(let key): return press(key, page: page, last: last)
    case .mouse(let mouse):
      switch mouse.action {
      case .wheelUp: offset -= 3
      case .wheelDown: offset += 3
      default: return false
      }
    default: return false
    }
    offset = min(max(0, offset), max(0, last))
    return true
  }

  private mutating func press(_ key: Key, page: Int, last: Int) -> Bool {
    switch (key.code, key.modifiers) {
    case (.up, []): offset -= 1
    case (.down, []): offset += 1
    case (.pageUp, []): offset -= page
    case (.pageDown, []): offset += page
    case (.home, []): offset = 0
    case (.end, []): offset = last
    default: return false
    }
    offset = min(max(0, offset), max(0, last))
    return true
  }
}

extension App {
  /// The part of the screen that windows lie over.
  var windowArea: Area { layout(of: Frame(size).area).middle }
}
