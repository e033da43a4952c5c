import Orders

extension ContingencyRules {
  /// The name of every switch, as options and listings write it.
  public enum Switch: String, CaseIterable, Sendable {
    case arming
    case removal
    case precedence
    case siblingEnds = "sibling_ends"
    case cancelReach = "cancel_reach"
    case expiryReach = "expiry_reach"
    case partEntry = "part_entry"
    case orphanCanceled = "orphan_canceled"
    case orphanExpired = "orphan_expired"
    case refusedExit = "refused_exit"
    case refusalReach = "refusal_reach"
    case failedTrigger = "failed_trigger"
    case relation
    case exitRelation = "exit_relation"
    case source
    case holding
    case exitFunds = "exit_funds"
    case limitRest = "limit_rest"
    case amendReach = "amend_reach"
    case done
  }

  /// Every way a switch can stand.
  public static func ways(of name: Switch) -> [String] {
    switch name {
    case .arming: words(Arming.self)
    case .removal: words(Removal.self)
    case .precedence: words(Precedence.self)
    case .siblingEnds, .orphanCanceled, .orphanExpired, .refusedExit, .failedTrigger:
      words(Ending.self)
    case .cancelReach, .expiryReach, .refusalReach, .amendReach: words(Reach.self)
    case .partEntry: words(PartEntry.self)
    case .relation, .exitRelation: words(Relation.self)
    case .source: words(TriggerSource.self)
    case .holding: words(Holding.self)
    case .exitFunds: words(ExitFunds.self)
    case .limitRest: words(LimitRest.self)
    case .done: words(Done.self)
    }
  }

  /// How a switch stands.
  public func way(of name: Switch) -> String {
    switch name {
    case .arming: arming.rawValue
    case .removal: removal.rawValue
    case .precedence: precedence.rawValue
    case .siblingEnds: siblingEnds.rawValue
    case .cancelReach: cancelReach.rawValue
    case .expiryReach: expiryReach.rawValue
    case .partEntry: partEntry.rawValue
    case .orphanCanceled: orphanCanceled.rawValue
    case .orphanExpired: orphanExpired.rawValue
    case .refusedExit: refusedExit.rawValue
    case .refusalReach: refusalReach.rawValue
    case .failedTrigger: failedTrigger.rawValue
    case .relation: relation.rawValue
    case .exitRelation: exitRelation.rawValue
    case .source: source.rawValue
    case .holding: holding.rawValue
    case .exitFunds: exitFunds.rawValue
    case .limitRest: limitRest.rawValue
    case .amendReach: amendReach.rawValue
    case .done: done.rawValue
    }
  }

  /// Turns a switch; false, and nothing changed, when the word is none of its ways.
  public mutating func turn(_ name: Switch, to word: String) -> Bool {
    switch name {
    case .arming: Self.set(&arming, word)
    case .removal: Self.set(&removal, word)
    case .precedence: Self.set(&precedence, word)
    case .siblingEnds: Self.set(&siblingEnds, word)
    case .cancelReach: Self.set(&cancelReach, word)
    case .expiryReach: Self.set(&expiryReach, word)
    case .partEntry: Self.set(&partEntry, word)
    case .orphanCanceled: Self.set(&orphanCanceled, word)
    case .orphanExpired: Self.set(&orphanExpired, word)
    case .refusedExit: Self.set(&refusedExit, word)
    case .refusalReach: Self.set(&refusalReach, word)
    case .failedTrigger: Self.set(&failedTrigger, word)
    case .relation: Self.set(&relation, word)
    case .exitRelation: Self.set(&exitRelation, word)
    case .source: Self.set(&source, word)
    case .holding: Self.set(&holding, word)
    case .exitFunds: Self.set(&exitFunds, word)
    case .limitRest: Self.set(&limitRest, word)
    case .amendReach: Self.set(&amendReach, word)
    case .done: Self.set(&done, word)
    }
  }

  private static func words<Way: CaseIterable & RawRepresentable>(_ way: Way.Type) -> [String]
  where Way.RawValue == String {
    way.allCases.map(\.rawValue)
  }

  private static func set<Way: RawRepresentable>(_ way: inout Way, _ word: String) -> Bool
  where Way.RawValue == String {
    guard let new = Way(rawValue: word) else { return false }
    way = new
    return true
  }
}
