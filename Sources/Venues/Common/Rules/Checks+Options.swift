import Orders

extension Checks {
  /// Every option is a parameter of the request it would send, with a value that fits.
  ///
  /// Values that have a rule of their own are left to it.
  public static func options(
    _ id: String, venue: VenueChoices, source: Citation,
    leaving hasOwnRule: @escaping @Sendable (Field) -> Bool = { _ in false }
  ) -> Rule {
    Rule(id, "every option is a parameter of the request, with a value it takes", source: source) {
      look, report in
      if look.ticket.options.isEmpty { return }
      for entry in look.ticket.options.parameters(of: look.venue) {
        let path = FieldPath.option(look.venue.name + "." + entry.name)
        if let choice = venue.choices.first(where: { $0.name == entry.name }) {
          check(choice, entry.value, path, &report)
        } else if let field = look.form?.fields.first(where: { $0.optionName == entry.name }) {
          if !hasOwnRule(field) { check(field, entry.value, path, &report) }
        } else {
          report.error(path, complaint(entry.name, venue, look.form))
        }
      }
    }
  }

  private static func check(
    _ choice: Choice, _ value: OptionValue, _ path: FieldPath, _ report: inout Report
  ) {
    let names = choice.ways.map(\.name)
    if !names.contains(value.description) {
      report.error(path, "'\(value.description.prefix(40))' is not \(Words.alternatives(names))")
    }
  }

  private static func check(
    _ field: Field, _ value: OptionValue, _ path: FieldPath, _ report: inout Report
  ) {
    guard field.isOption else {
      report.error(path, "is said by the ticket itself, or put in when the request is sealed")
      return
    }
    if case .failure(let problem) = field.value(of: value) {
      report.error(path, problem.reason, repair: problem.repair)
    }
  }

  private static func complaint(
    _ name: String, _ venue: VenueChoices, _ form: PlaceForm?
  ) -> String {
    let homes = venue.forms.filter { $0.fields.contains { $0.optionName == name } }.map(\.name)
    if homes.isEmpty { return "is not a parameter that the venue documents" }
    let here = form.map { ", not of \($0.name)" } ?? ""
    return "is a parameter of \(Words.list(homes))\(here)"
  }
}

/// What an option may name at one venue.
public struct VenueChoices: Sendable {
  public let choices: [Choice]
  public let forms: [PlaceForm]

  public init(choices: [Choice], forms: [PlaceForm]) {
    self.choices = choices
    self.forms = forms
  }
}
