/// How much a finding weighs.
public enum Severity: String, CaseIterable, Sendable, Comparable {
  /// Something the trader should know: a rule that could not be checked, for one.
  case note
  /// The venue takes it, but it may not do what was meant.
  case warning
  /// The venue refuses it.
  case error

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// What one rule says of one ticket at one venue.
public struct Finding: Hashable, Sendable {
  public let venue: VenueID
  public let rule: String
  public let severity: Severity
  public let field: FieldPath
  public let message: String
  /// The nearest legal value of `field`, as it would be typed; nil where there is none.
  public let repair: String?

  public init(
    venue: VenueID, rule: String, severity: Severity, field: FieldPath, message: String,
    repair: String? = nil
  ) {
    self.venue = venue
    self.rule = rule
    self.severity = severity
    self.field = field
    self.message = message
    self.repair = repair
  }
}
