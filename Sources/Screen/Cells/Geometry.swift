/// A place in a grid, counted from the top left corner.
public struct Point: Hashable, Sendable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// How many columns and rows something takes.
public struct Size: Hashable, Sendable {
  /// No grid is larger than this either way: a terminal's report is foreign, too.
  public static let limit = 2048

  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The nearest size that a grid can have.
  var bounded: Size {
    Size(columns: min(max(columns, 0), Size.limit), rows: min(max(rows, 0), Size.limit))
  }
}

/// A rectangle of cells; it may be empty, and is never negative.
///
/// Places are taken to the nearest within sixteen million, so that sums of them cannot overflow:
/// they may come from the length of a list that somebody else wrote.
public struct Rect: Hashable, Sendable {
  static let far = 1 << 24

  public let column: Int
  public let row: Int
  public let columns: Int
  public let rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = Rect.near(column)
    self.row = Rect.near(row)
    self.columns = max(0, Rect.near(columns))
    self.rows = max(0, Rect.near(rows))
  }

  static func near(_ place: Int) -> Int { min(max(place, -far), far) }

  public init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  public var size: Size { Size(columns: columns, rows: rows) }
  public var isEmpty: Bool { columns == 0 || rows == 0 }
  /// The first column to the right of it.
  public var right: Int { column + columns }
  /// The first row below it.
  public var bottom: Int { row + rows }

  public func contains(_ point: Point) -> Bool {
    point.column >= column && point.column < right && point.row >= row && point.row < bottom
  }

  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top, columns: min(right, other.right) - left,
      rows: min(bottom, other.bottom) - top)
  }

  /// The rectangle without a margin on each side.
  public func inset(columns horizontal: Int, rows vertical: Int) -> Rect {
    let (horizontal, vertical) = (Rect.near(horizontal), Rect.near(vertical))
    return Rect(
      column: column + min(horizontal, columns), row: row + min(vertical, rows),
      columns: columns - 2 * horizontal, rows: rows - 2 * vertical)
  }

  /// A rectangle of that size in the middle of this one, cut to it.
  public func centred(_ size: Size) -> Rect {
    let columns = min(max(0, size.columns), self.columns)
    let rows = min(max(0, size.rows), self.rows)
    return Rect(
      column: column + (self.columns - columns) / 2, row: row + (self.rows - rows) / 2,
      columns: columns, rows: rows)
  }
}
