import Orders

/// One check with an id, a source, and the data it cannot do without.
public final class Rule: Sendable {
  /// What a rule must know to say anything.
  public struct Needs: OptionSet, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let instrument = Needs(rawValue: 1)
    public static let last = Needs(rawValue: 2)
    public static let book = Needs(rawValue: 4)
    public static let mark = Needs(rawValue: 8)
    public static let balances = Needs(rawValue: 16)
    /// How many lists and orders are open.
    public static let openOrders = Needs(rawValue: 32)
    public static let usedIDs = Needs(rawValue: 64)
    public static let clock = Needs(rawValue: 128)
    /// When the last list was sent.
    public static let pace = Needs(rawValue: 256)
    /// How old the last price is.
    public static let priceAge = Needs(rawValue: 512)
    public static let canTrade = Needs(rawValue: 1024)
    public static let feeRate = Needs(rawValue: 2048)

    /// The names of the data, for a catalogue: "last price".
    public var names: [String] {
      Self.words.filter { contains($0.0) }.map(\.1)
    }

    /// "not checked: no last price and no balances", for the note that a check was not made.
    var uncheckedNote: String { "not checked: " + Words.list(names.map { "no " + $0 }) }

    private static let words: [(Needs, String)] = [
      (.instrument, "rules of this instrument"), (.last, "last price"), (.book, "bid and ask"),
      (.mark, "mark price"), (.balances, "balances"), (.openOrders, "count of open orders"),
      (.usedIDs, "list of open client ids"), (.clock, "clock offset"),
      (.pace, "time of the last placement"), (.priceAge, "age of the last price"),
      (.canTrade, "state of the account"), (.feeRate, "fee rate"),
    ]
  }

  public let id: String
  /// What is checked, in a sentence.
  public let summary: String
  /// The most it says.
  public let severity: Severity
  /// nil for every kind.
  public let kinds: [Kind]?
  public let needs: Needs
  public let source: Citation
  /// The note for when all of `needs` is absent, made once: it is said at every key.
  let uncheckedNote: String
  /// A bit for each of `kinds`, which costs nothing to ask.
  private let kindBits: UInt8
  public let check: @Sendable (Inspection, inout Report) -> Void

  public init(
    _ id: String, _ summary: String, _ severity: Severity = .error, kinds: [Kind]? = nil,
    needs: Needs = [], source: Citation,
    check: @escaping @Sendable (Inspection, inout Report) -> Void
  ) {
    self.id = id
    self.summary = summary
    self.severity = severity
    self.kinds = kinds
    self.needs = needs
    self.source = source
    self.check = check
    uncheckedNote = needs.uncheckedNote
    kindBits = kinds?.reduce(0) { $0 | Self.bit($1) } ?? .max
  }

  /// A method, for the closure that a method calls is not counted in and out as a loop's is.
  @inline(never)
  fileprivate func look(_ inspection: Inspection, _ report: inout Report) {
    check(inspection, &report)
  }

  func speaks(of kind: Kind) -> Bool { kindBits & Self.bit(kind) != 0 }

  private static func bit(_ kind: Kind) -> UInt8 {
    switch kind {
    case .oco: 1
    case .oto: 2
    case .otoco: 4
    case .opo: 8
    case .opoco: 16
    }
  }
}

/// Where rules put what they find.
public struct Report: Sendable {
  public private(set) var findings: [Finding] = []
  private let venue: VenueID
  private var rule = ""

  init(venue: VenueID) { self.venue = venue }

  mutating func enter(_ rule: Rule) { self.rule = rule.id }

  public mutating func error(_ field: FieldPath, _ message: String, repair: String? = nil) {
    add(.error, field, message, repair)
  }

  public mutating func warning(_ field: FieldPath, _ message: String, repair: String? = nil) {
    add(.warning, field, message, repair)
  }

  public mutating func note(_ field: FieldPath, _ message: String) {
    add(.note, field, message, nil)
  }

  /// Says it as gravely as the rule was told to; a note offers no repair.
  public mutating func say(
    _ severity: Severity, _ field: FieldPath, _ message: String, repair: String? = nil
  ) {
    add(severity, field, message, severity == .note ? nil : repair)
  }

  private mutating func add(
    _ severity: Severity, _ field: FieldPath, _ message: String, _ repair: String?
  ) {
    // Where there is one finding there are more: of what could not be checked, for one.
    if findings.isEmpty { findings.reserveCapacity(12) }
    findings.append(
      Finding(
        venue: venue, rule: rule, severity: severity, field: field, message: message,
        repair: repair))
  }
}

extension Venue {
  /// Every rule's word on the ticket, in the order of the catalogue.
  public func findings(_ inspection: Inspection) -> [Finding] {
    var report = Report(venue: id)
    let kind = inspection.ticket.kind
    for rule in rules {
      if !rule.speaks(of: kind) { continue }
      report.enter(rule)
      let missing = rule.needs.subtracting(inspection.known)
      if missing.isEmpty {
        rule.look(inspection, &report)
      } else {
        let isInstrument = missing.contains(.instrument)
        let isAccount = !missing.isDisjoint(with: Rule.Needs.ofAccount)
        report.note(
          isInstrument ? .instrument : isAccount ? .account : .market,
          missing == rule.needs ? rule.uncheckedNote : missing.uncheckedNote)
      }
    }
    return report.findings
  }
}

extension Rule.Needs {
  static let ofAccount: Rule.Needs = [
    .balances, .openOrders, .usedIDs, .clock, .pace, .canTrade, .feeRate,
  ]
}
