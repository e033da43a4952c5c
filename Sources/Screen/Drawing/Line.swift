/// Text with its paint.
public struct Span: Hashable, Sendable {
  public var text: CleanText
  public var paint: Paint

  public init(_ text: CleanText, _ paint: Paint = .text) {
    self.text = text
    self.paint = paint
  }

  public init(_ text: CleanText, _ role: Role) { self.init(text, Paint(role)) }
}

/// One line of spans, which is cut as a whole, with one mark.
public struct Line: Hashable, Sendable {
  public private(set) var spans: [Span]
  public private(set) var columns: Int

  public init(_ spans: [Span] = []) {
    self.spans = spans
    columns = spans.reduce(0) { $0 + $1.text.columns }
  }

  public init(_ text: CleanText, _ role: Role = .text) { self.init([Span(text, role)]) }

  public mutating func append(_ text: CleanText, _ role: Role = .text) {
    append(Span(text, role))
  }

  public mutating func append(_ span: Span) {
    spans.append(span)
    columns += span.text.columns
  }

  public static func + (left: Line, right: Line) -> Line { Line(left.spans + right.spans) }

  /// The line on another surface.
  public func on(_ surface: Surface) -> Line {
    Line(spans.map { Span($0.text, $0.paint.on(surface)) })
  }
}

extension Line: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(CleanText(value)) }
}

/// To which side of its room a line stands.
public enum Alignment: Sendable {
  case left, centre, right

  func offset(of columns: Int, in room: Int) -> Int {
    let free = max(0, room - columns)
    switch self {
    case .left: return 0
    case .centre: return free / 2
    case .right: return free
    }
  }
}
