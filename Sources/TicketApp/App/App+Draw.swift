import Orders
import Screen

extension App {
  /// The screen as it is now.
  public func draw() -> Frame {
    var frame = Frame(size, charset: setup.charset)
    if isTooSmall {
      drawNotice(&frame)
      return frame
    }
    let layout = layout(of: frame.area)
    drawStatus(in: layout.status, &frame)
    for (pane, area) in layout.panes { draw(pane, in: area, &frame) }
    drawKeyBar(in: layout.keys, &frame)
    for overlay in overlays { overlay.draw(self, in: layout.middle, &frame) }
    return frame
  }

  /// Where everything stands now.
  func layout(of area: Area) -> PaneLayout { PaneLayout(area, pane, isZoomed: isZoomed) }

  private func draw(_ pane: Pane, in area: Area, _ frame: inout Frame) {
    switch pane {
    case .ticket: drawTicket(in: area, &frame)
    case .payload: drawPayload(in: area, &frame)
    case .outlook: drawOutlook(in: area, &frame)
    case .lists: drawLists(in: area, &frame)
    }
  }

  /// A pane's frame, with its title; the inside.
  @discardableResult
  func box(
    _ pane: Pane, in area: Area, _ frame: inout Frame, more: Line = Line(), footer: Line = Line()
  ) -> Area {
    let isFocused = pane == self.pane && overlays.isEmpty
    let title = Line(pane.title, isFocused ? .titleFocus : .title) + more
    return frame.box(
      area, .plain, paint: Paint(isFocused ? .borderFocus : .border), title: title,
      footer: footer)
  }

  /// Where each field of the form stands, for the mouse.
  var fieldRects: [(FieldPath, Rect)] {
    let frame = Frame(size, charset: setup.charset)
    let layout = layout(of: frame.area)
    guard let area = layout.panes.first(where: { $0.0 == .ticket })?.1 else { return [] }
    return TicketPlan(self, area.inset(columns: 1, rows: 1)).places.map { ($0.field.path, $0.rect) }
  }
}

/// Where the panes stand: side by side where there is room, else one at a time.
struct PaneLayout {
  let status: Area
  let keys: Area
  let middle: Area
  let panes: [(App.Pane, Area)]

  /// Below this a pane has the screen for itself.
  static let wide = 100
  static let tall = 30

  init(_ area: Area, _ pane: App.Pane, isZoomed: Bool = false) {
    let rows = area.rows([.fixed(1), .flexible(), .fixed(1)])
    status = rows[0]
    middle = rows[1]
    keys = rows[2]
    guard area.size.columns >= Self.wide, area.size.rows >= Self.tall, !isZoomed else {
      panes = [(pane, middle)]
      return
    }
    let halves = middle.rows([.flexible(minimum: 20, weight: 3), .flexible(minimum: 6, weight: 1)])
    let columns = halves[0].columns([.fixed(46), .flexible()])
    let right = columns[1].rows([.flexible(weight: 3), .flexible(weight: 2)])
    panes = [
      (.ticket, columns[0]), (.payload, right[0]), (.outlook, right[1]), (.lists, halves[1]),
    ]
  }
}
