import Orders

/// One venue's rules for one kind of list, every switch with the sentence that sets it.
public struct ContingencySheet: Sendable {
  /// On what a row stands.
  public enum Standing: String, Sendable {
    case stated
    /// The venue leaves it open; the way is a choice.
    case chosen
    /// The question does not arise.
    case moot
  }

  /// One switch as the venue has it.
  public struct Row: Sendable {
    public let name: ContingencyRules.Switch
    public let way: String
    /// What the venue says, or that it says nothing and what was chosen for want of it.
    public let sentence: String
    /// The section of the venue's fact sheet.
    public let section: String
    public let standing: Standing
  }

  public let venue: VenueID
  public let kind: Kind
  /// Exits of a derivative, where the venue has rules of their own for them.
  public let isDerivative: Bool
  public let rows: [Row]
  public let rules: ContingencyRules

  init(
    _ venue: VenueID, _ kind: Kind, isDerivative: Bool = false, _ clauses: [Clause]
  ) {
    self.venue = venue
    self.kind = kind
    self.isDerivative = isDerivative
    var rules = ContingencyRules()
    var rows: [Row] = []
    for clause in clauses {
      clause.turn(&rules)
      rows.append(
        Row(
          name: clause.name, way: rules.way(of: clause.name), sentence: clause.sentence,
          section: venue.name + " " + clause.section, standing: clause.standing))
    }
    self.rows = rows
    self.rules = rules
  }

  /// One row while it is written down.
  struct Clause {
    let name: ContingencyRules.Switch
    let section: String
    let sentence: String
    let standing: Standing
    let turn: (inout ContingencyRules) -> Void
  }
}

extension ContingencySheet.Clause {
  /// What the venue says.
  static func says<Way>(
    _ name: ContingencyRules.Switch, _ path: WritableKeyPath<ContingencyRules, Way>, _ way: Way,
    _ section: String, _ sentence: String
  ) -> Self {
    Self(name: name, section: section, sentence: sentence, standing: .stated) {
      $0[keyPath: path] = way
    }
  }

  /// What was chosen because the venue does not say.
  static func choice<Way>(
    _ name: ContingencyRules.Switch, _ path: WritableKeyPath<ContingencyRules, Way>, _ way: Way,
    _ section: String, _ sentence: String
  ) -> Self {
    Self(name: name, section: section, sentence: sentence, standing: .chosen) {
      $0[keyPath: path] = way
    }
  }

  /// What the venue cannot be asked.
  static func moot<Way>(
    _ name: ContingencyRules.Switch, _ path: WritableKeyPath<ContingencyRules, Way>, _ way: Way,
    _ section: String, _ sentence: String
  ) -> Self {
    Self(name: name, section: section, sentence: sentence, standing: .moot) {
      $0[keyPath: path] = way
    }
  }
}
