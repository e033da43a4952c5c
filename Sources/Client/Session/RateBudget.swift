import Venues

/// How much a venue says may still be asked.
public struct RateBudget: Hashable, Sendable {
  /// One limit: what is used of it.
  public struct Line: Hashable, Sendable {
    public let header: String
    public let used: Int64
    public let of: Int64
  }

  public private(set) var lines: [Line] = []

  public init() {}

  /// Takes what the headers of an answer say.
  mutating func take(_ response: Response, _ rows: [SessionPlan.Budget]) {
    for row in rows {
      guard let number = response.header(row.header).flatMap(Int64.init) else { continue }
      let line: Line
      switch row.count {
      case .used(let limit): line = Line(header: row.header, used: number, of: limit)
      case .left(let whole):
        let limit = whole.flatMap(response.header).flatMap(Int64.init) ?? number
        line = Line(header: row.header, used: max(0, limit - number), of: limit)
      }
      lines.removeAll { $0.header == line.header }
      lines.append(line)
    }
  }

  /// Whether more than nine tenths of any limit are used.
  public var isTight: Bool { lines.contains { $0.of > 0 && $0.used > $0.of / 10 * 9 } }
}
