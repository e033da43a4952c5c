/// How much of a long content shows, and from where.
public struct ScrollPosition: Hashable, Sendable {
  /// The first item that shows.
  public private(set) var offset: Int
  public let visible: Int
  public let total: Int

  /// The nearest position that shows content wherever there is some.
  public init(offset: Int, visible: Int, total: Int) {
    self.visible = max(0, visible)
    self.total = max(0, total)
    self.offset = min(max(0, offset), max(0, self.total - self.visible))
  }

  /// The smallest move after which an item shows, with so many around it where there are some.
  public func showing(_ item: Int, margin: Int = 0) -> ScrollPosition {
    let item = min(max(0, item), max(0, total - 1))
    let margin = min(max(0, margin), max(0, (visible - 1) / 2))
    var moved = offset
    if item - margin < moved { moved = item - margin }
    if item - visible + margin >= moved { moved = item - visible + margin + 1 }
    return ScrollPosition(offset: moved, visible: visible, total: total)
  }

  public var isNeeded: Bool { total > visible && visible > 0 }

  /// The rows of a bar of that length that the thumb covers.
  ///
  /// It never vanishes, and touches an end only when the content does.
  func thumb(in length: Int) -> Range<Int> {
    guard isNeeded, length > 0 else { return 0..<max(0, length) }
    // Totals are foreign numbers, too: the products are taken in twice the width.
    let long = length.multipliedFullWidth(by: visible)
    let size = max(1, min(length, total.dividingFullWidth(long).quotient))
    let free = length - size
    let last = total - visible
    var start = last.dividingFullWidth(free.multipliedFullWidth(by: offset)).quotient
    if offset > 0, start == 0, free > 1 { start = 1 }
    return start..<start + size
  }
}

extension Frame {
  /// Draws a scroll bar down the area's first column; one that is not needed is left away.
  ///
  /// Its track is a border's line, so that it can lie on the border of a box.
  public mutating func scrollBar(
    _ area: Area, _ position: ScrollPosition, on surface: Surface = .screen
  ) {
    guard position.isNeeded, area.size.columns > 0 else { return }
    let thumb = position.thumb(in: area.size.rows)
    for row in area.visibleRows {
      if thumb.contains(row) {
        write("┃", row: row, in: area, Paint(.scrollThumb, on: surface))
      } else {
        write("│", row: row, in: area, Paint(.scrollTrack, on: surface))
      }
    }
  }
}
