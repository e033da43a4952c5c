/// Where something is drawn: a rectangle with its own corner, of which only a part may show.
///
/// Areas are made from areas, so a child can never draw outside its parent, however it is moved.
public struct Area: Hashable, Sendable {
  /// The rectangle in columns and rows of the frame; it may lie partly outside.
  public let rect: Rect
  /// The part of it that shows.
  public let visible: Rect

  fileprivate init(rect: Rect, visible: Rect) {
    self.rect = rect
    self.visible = visible
  }

  public var size: Size { rect.size }
  public var isEmpty: Bool { visible.isEmpty }

  /// The columns that show, by the area's own counting.
  var visibleColumns: Range<Int> {
    visible.column - rect.column..<visible.right - rect.column
  }

  /// The rows that show, by the area's own counting.
  var visibleRows: Range<Int> { visible.row - rect.row..<visible.bottom - rect.row }

  /// A rectangle within the area, by the area's own columns and rows.
  public func part(_ part: Rect) -> Area {
    let moved = Rect(
      column: rect.column + part.column, row: rect.row + part.row, columns: part.columns,
      rows: part.rows)
    return Area(rect: moved, visible: moved.intersection(visible))
  }

  public func inset(columns: Int = 0, rows: Int = 0) -> Area {
    part(Rect(size).inset(columns: columns, rows: rows))
  }

  /// One row over the whole width.
  public func row(_ row: Int) -> Area {
    part(Rect(column: 0, row: row, columns: size.columns, rows: 1))
  }

  /// A window of that size in the middle, cut to the area.
  public func centred(_ size: Size) -> Area { part(Rect(self.size).centred(size)) }
}

extension Frame {
  /// The whole frame.
  public var area: Area { Area(rect: Rect(size), visible: Rect(size)) }
}
