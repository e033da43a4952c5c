import Orders
import Screen
import Venues

extension LineVerb {
  /// `set 1.price 32k`, `set price last+2%`, `set kucoin.remark breakout`.
  static let set = LineVerb(
    name: "set", usage: "FIELD VALUE", help: "Puts a value into a field of the ticket.",
    words: { app, before in
      guard let name = before.first else { return app.settableFields.map(\.name) }
      guard before.count == 1,
        let field = try? app.field(called: TypedWord(text: name, position: 0)),
        case .choice(let words, _) = field.editor
      else { return [] }
      return words.map { $0.lowercased().replacing(" ", with: "-") }
    }
  ) { (app, words) throws(LineFlaw) in
    guard let name = words.first else { throw LineFlaw("say which field, and its value") }
    let field = try app.field(called: name)
    let values = words.dropFirst()
    let value = values.map(\.text).joined(separator: " ")
    switch field.editor {
    case .text:
      app.change { $0[text: field.path] = field.path == .instrument ? value.uppercased() : value }
    case .choice(let choices, _):
      let plain = { (text: String) in
        text.lowercased().replacing("-", with: " ").replacing("_", with: " ")
      }
      guard let at = choices.firstIndex(where: { plain($0) == plain(value) }) else {
        let known = Words.alternatives(choices.map { $0.lowercased() })
        throw LineFlaw(
          value.isEmpty ? "say \(known)" : "'\(value)' is not \(known)",
          at: values.first?.position)
      }
      app.change { $0.choose(at, at: field.path, of: choices) }
    }
    app.undo.settle()
    app.pane = .ticket
    app.focus.go(to: field.path, text: app.form[text: field.path])
    app.focus.settle(in: app.rows)
    return []
  }
}

extension App {
  /// Every field that a value can be put into, by the name it has in a command line.
  var settableFields: [(name: String, field: FormField)] {
    form.rows(showing: venue, rare: true).flatMap(\.fields).map { ($0.lineName, $0) }
  }

  /// The field of a name; a leg's field needs no number where only one leg has it, or the cursor
  /// is in one.
  func field(called word: TypedWord) throws(LineFlaw) -> FormField {
    let wanted = word.lowercased
    var fields = settableFields
    if let venue = venues.first(where: { wanted.hasPrefix($0.id.name + ".") }) {
      fields = form.rows(showing: venue, rare: true).flatMap(\.fields).map { ($0.lineName, $0) }
    }
    if let exact = fields.first(where: { $0.name.lowercased() == wanted }) { return exact.field }
    for keyPath in [\FormField.lineWord, \FormField.furtherWord] {
      let found = fields.filter { $0.field[keyPath: keyPath].lowercased() == wanted }
      if found.count == 1 { return found[0].field }
      if let own = found.first(where: {
        $0.field.path.leg == focus.path.leg && focus.path.leg != nil
      }) {
        return own.field
      }
      if !found.isEmpty {
        throw LineFlaw(
          "'\(word.text)' is in several legs: say \(Words.alternatives(found.map(\.name)))",
          at: word.position)
      }
    }
    throw LineFlaw(
      "'\(word.text)' is no field of this ticket"
        + NearestWord.hint(word.text, among: fields.map(\.name)), at: word.position)
  }
}

extension FormField {
  /// `symbol`, `1.price`, `kucoin.remark`.
  var lineName: String {
    if case .option(let name) = path { return name }
    return (path.leg.map { "\($0 + 1)." } ?? "") + lineWord
  }

  /// The name without a leg's number or a venue.
  var lineWord: String {
    switch path {
    case .legField(_, .quantity): "quantity"
    case .legField, .kind, .side, .quantity, .instrument: label
    case .option(let name): String(name.drop { $0 != "." }.dropFirst())
    case .legs, .leg, .market, .account: ""
    }
  }

  /// What the ticket file calls a leg's field.
  fileprivate var furtherWord: String {
    if case .legField(_, let field) = path { field.rawValue } else { "" }
  }
}
