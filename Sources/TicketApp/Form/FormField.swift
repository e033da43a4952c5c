import Orders
import Venues

/// One field of the form as it can be gone to and changed.
struct FormField: Hashable, Sendable {
  let path: FieldPath
  let label: String
  let editor: Editor

  /// How it is changed.
  enum Editor: Hashable, Sendable {
    /// Typed; the step is what the arrow keys move it by.
    case text(Step)
    /// One of several words, with the chosen one's place; nil for none.
    case choice([String], chosen: Int?)
  }

  /// By what arrow keys move a typed number.
  enum Step: Hashable, Sendable {
    case none, tick, lot
  }

  var isTyped: Bool { if case .text = editor { true } else { false } }
}

/// A row of the form: fields that stand side by side, or a heading.
struct FormRow: Hashable, Sendable {
  let label: String
  let fields: [FormField]

  /// Whether it is a parameter that one venue alone takes.
  var isOption: Bool {
    if case .option = fields.first?.path { true } else { false }
  }
}

extension TicketForm {
  /// Every row that shows, made from the form and the venue's own table of fields.
  func rows(showing venue: (any Venue)?, rare isRareShown: Bool) -> [FormRow] {
    var rows = [
      FormRow(label: "Kind", fields: [kindField]),
      FormRow(
        label: "Symbol",
        fields: [FormField(path: .instrument, label: "symbol", editor: .text(.none)), sideField]),
      FormRow(
        label: "Quantity",
        fields: [FormField(path: .quantity, label: "quantity", editor: .text(.lot))]),
    ]
    for leg in legs.indices { rows += legRows(leg) }
    if let venue { rows += optionRows(venue, rare: isRareShown) }
    return rows
  }

  private var kindField: FormField {
    let kinds = Kind.allCases
    return FormField(
      path: .kind, label: "kind",
      editor: .choice(kinds.map { $0.rawValue.uppercased() }, chosen: kinds.firstIndex(of: kind)))
  }

  private var sideField: FormField {
    FormField(
      path: .side, label: "side",
      editor: .choice(Side.words, chosen: side.flatMap(Side.allCases.firstIndex)))
  }

  private func legRows(_ index: Int) -> [FormRow] {
    let leg = legs[index]
    func typed(_ field: LegField, _ label: String, _ step: FormField.Step) -> FormField {
      FormField(path: .leg(index, field), label: label, editor: .text(step))
    }
    let types = LegType.allCases
    let typeField = FormField(
      path: .leg(index, .type), label: "type",
      editor: .choice(types.map(\.words), chosen: leg.type.flatMap(types.firstIndex)))
    var first = [typeField]
    var second: [FormField] = []
    if kind.hasEntry || leg.side != nil {
      first.append(
        FormField(
          path: .leg(index, .side), label: "side",
          editor: .choice(
            ["as ticket"] + Side.words,
            chosen: leg.side.flatMap(Side.allCases.firstIndex).map { $0 + 1 } ?? 0)))
    }
    if leg.type?.isContingent == true { second.append(typed(.trigger, "trigger", .tick)) }
    if leg.type?.isTrailing == true { second.append(typed(.trail, "trail", .tick)) }
    if leg.type?.hasPrice == true {
      second.append(
        typed(.price, leg.type?.isContingent == true ? "limit" : "price", .tick))
    }
    var rows = [FormRow(label: label(ofLeg: index), fields: first)]
    if !second.isEmpty { rows.append(FormRow(label: "", fields: second)) }
    rows.append(FormRow(label: "", fields: furtherFields(index)))
    return rows
  }

  /// What most legs leave as it is.
  private func furtherFields(_ index: Int) -> [FormField] {
    let leg = legs[index]
    let times = TimeInForce.allCases
    var fields = [
      FormField(
        path: .leg(index, .timeInForce), label: "tif",
        editor: .choice(
          ["venue's"] + times.map { $0.rawValue },
          chosen: leg.timeInForce.flatMap(times.firstIndex).map { $0 + 1 } ?? 0))
    ]
    if leg.type?.isContingent == true {
      let sources = TriggerSource.allCases
      fields.append(
        FormField(
          path: .leg(index, .triggerBy), label: "by",
          editor: .choice(
            ["venue's"] + sources.map(\.rawValue),
            chosen: leg.triggerBy.flatMap(sources.firstIndex).map { $0 + 1 } ?? 0)))
    }
    if leg.timeInForce == .gtd {
      fields.append(
        FormField(path: .leg(index, .expire), label: "until", editor: .text(.none)))
    }
    fields.append(
      FormField(path: .leg(index, .quantity), label: "own qty", editor: .text(.lot)))
    return fields
  }

  func label(ofLeg index: Int) -> String {
    switch kind.role(at: index) {
    case .entry: "Entry"
    case .exit: kind.hasPairOfExits || index > 1 ? "Exit \(index)" : "Exit"
    case .pair: "Leg \(index + 1)"
    }
  }

  /// A venue's own parameters; the rare ones only when they are unfolded, or set.
  private func optionRows(_ venue: any Venue, rare isRareShown: Bool) -> [FormRow] {
    guard let form = venue.form(for: Ticket(kind: kind, instrument: anyInstrument, legs: []))
    else { return [] }
    var rows: [FormRow] = []
    for choice in venue.choices where isRareShown || isSet(venue.id.name + "." + choice.name) {
      let name = venue.id.name + "." + choice.name
      let ways = choice.ways.map(\.name)
      let set = self[text: .option(name)].flatMap { text in ways.firstIndex(of: text) }
      rows.append(
        FormRow(
          label: choice.name,
          fields: [
            FormField(
              path: .option(name), label: choice.name,
              editor: .choice(ways, chosen: set ?? ways.firstIndex(of: choice.standard)))
          ]))
    }
    for field in form.fields where field.isOption {
      let name = venue.id.name + "." + field.optionName
      guard isRareShown || isSet(name) else { continue }
      rows.append(
        FormRow(label: field.optionName, fields: [optionField(name, field)]))
    }
    return rows
  }

  private func optionField(_ name: String, _ field: Field) -> FormField {
    let words: [String]
    switch field.type {
    case .choice(let choices): words = choices
    case .flag: words = ["true", "false"]
    case .decimal, .integer, .text, .moment, .choices:
      return FormField(path: .option(name), label: field.optionName, editor: .text(.none))
    }
    let text = self[text: .option(name)] ?? ""
    return FormField(
      path: .option(name), label: field.optionName,
      editor: .choice(["not sent"] + words, chosen: words.firstIndex(of: text).map { $0 + 1 } ?? 0))
  }

  private func isSet(_ name: String) -> Bool { options.contains { $0.name == name } }

  private var anyInstrument: Instrument {
    Instrument(instrument) ?? .spot(base: "BTC", quote: "USDT")
  }
}

extension Side {
  static let words = allCases.map { $0.rawValue.capitalized }
}

extension String {
  /// With its first letter large.
  var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
