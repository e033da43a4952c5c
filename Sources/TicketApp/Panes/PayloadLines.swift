import Orders
import Screen
import Venues

/// One line of a request as it is read: a parameter, or the bracket around several.
struct PayloadLine: Hashable, Sendable {
  let depth: Int
  let name: String
  /// Empty for a line that opens a list or an object.
  let value: String
  let origin: Parameter.Origin
  let field: Field?
  /// Put in when it is sent.
  let isSealed: Bool

  /// The lines of a draft, in the order of the wire, and what sealing will add.
  static func lines(of draft: Draft) -> [PayloadLine] {
    var lines: [PayloadLine] = []
    for parameter in draft.parameters { append(parameter, depth: 0, to: &lines) }
    let sent = Set(draft.parameters.map(\.name))
    for field in draft.endpoint.fields where field.meaning == .seal && !sent.contains(field.name) {
      lines.append(
        PayloadLine(
          depth: 0, name: field.name, value: "at sending", origin: .seal, field: field,
          isSealed: true))
    }
    return lines
  }

  private static func append(_ parameter: Parameter, depth: Int, to lines: inout [PayloadLine]) {
    func line(_ value: String) -> PayloadLine {
      PayloadLine(
        depth: depth, name: parameter.name, value: value, origin: parameter.origin,
        field: parameter.field, isSealed: parameter.origin == .seal)
    }
    switch parameter.value {
    case .object(let members):
      lines.append(line(""))
      for member in members { append(member, depth: depth + 1, to: &lines) }
    case .list(let values) where values.contains(where: \.isObject):
      for (at, value) in values.enumerated() {
        guard case .object(let members) = value else { continue }
        lines.append(
          PayloadLine(
            depth: depth, name: "\(parameter.name)[\(at)]", value: "", origin: parameter.origin,
            field: parameter.field, isSealed: false))
        for member in members { append(member, depth: depth + 1, to: &lines) }
      }
    default: lines.append(line(parameter.value.text))
    }
  }

  /// Where it comes from, in a few words.
  func source(in form: TicketForm) -> CleanText {
    switch origin {
    case .ticket(let path): CleanText(form.words(for: path))
    case .option(let name): CleanText("option \(name)")
    case .identity: "made with the list"
    case .standard: "always so"
    case .seal: "at sending"
    case .call: ""
    }
  }
}

extension WireValue {
  fileprivate var isObject: Bool { if case .object = self { true } else { false } }
}

extension TicketForm {
  /// What a place of the ticket is called on the form.
  func words(for path: FieldPath) -> String {
    switch path {
    case .kind: "kind"
    case .instrument: "symbol"
    case .side: "side"
    case .quantity: "quantity"
    case .legs: "legs"
    case .leg(let leg): label(ofLeg: leg).lowercased()
    case .legField(let leg, let field):
      label(ofLeg: leg).lowercased() + " " + field.words
    case .option(let name): "option " + name
    case .market: "market"
    case .account: "account"
    }
  }
}

extension LegField {
  var words: String {
    switch self {
    case .triggerBy: "trigger by"
    case .timeInForce: "time in force"
    default: rawValue
    }
  }
}
