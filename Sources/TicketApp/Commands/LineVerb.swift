import Orders
import Screen
import Venues

/// A command of the command line that takes something after its name.
struct LineVerb: Sendable {
  let name: String
  /// What comes after the name, as help shows it.
  let usage: CleanText
  let help: CleanText
  /// What the last of the words after the name could be.
  let words: @Sendable (App, [String]) -> [String]
  let run: @Sendable (inout App, [TypedWord]) throws(LineFlaw) -> [Effect]

  static let all: [LineVerb] = [
    ticketVerb("sell"), ticketVerb("buy"), venue, kind, side, goto, set, pane, theme, template,
    save, help,
  ]

  static func named(_ name: String) -> LineVerb? { all.first { $0.name == name } }

  /// Whether a line is a whole ticket.
  static func isTicket(_ line: String) -> Bool {
    let first = TypedWord.split(String(line.prefix(LineEditor.longest))).first?.lowercased
    return first == "sell" || first == "buy"
  }

  /// The only word after a name.
  private static func only(
    _ words: [TypedWord], _ what: String
  ) throws(LineFlaw) -> TypedWord {
    guard let word = words.first else { throw LineFlaw("say which \(what)") }
    if words.count > 1 {
      throw LineFlaw("'\(words[1].text)' is too much here", at: words[1].position)
    }
    return word
  }

  private static func one<Value>(
    _ words: [TypedWord], _ what: String, of known: [(String, Value)]
  ) throws(LineFlaw) -> Value {
    let word = try only(words, what)
    if let found = known.first(where: { $0.0 == word.lowercased }) { return found.1 }
    let names = known.map(\.0)
    throw LineFlaw(
      "'\(word.text)' is not \(Words.alternatives(names))"
        + NearestWord.hint(word.text, among: names), at: word.position)
  }

  private static func ticketVerb(_ side: String) -> LineVerb {
    LineVerb(
      name: side, usage: "KIND SIZE SYMBOL LEG / LEG", help: "Types a whole ticket.",
      words: { _, _ in [] }
    ) { (app, words) throws(LineFlaw) in
      let line = ([side] + words.map(\.text)).joined(separator: " ")
      _ = try QuickLine.read(line)
      _ = app.takeQuickLine(line)
      return []
    }
  }

  private static let venue = LineVerb(
    name: "venue", usage: "NAME", help: "Shows a venue's payload, options and findings.",
    words: { app, before in before.isEmpty ? app.venues.map(\.id.name) : [] }
  ) { (app, words) throws(LineFlaw) in
    if let word = words.first, let number = Int(word.text), words.count == 1,
      app.venues.indices.contains(number - 1)
    {
      app.venueAt = number - 1
      app.lookAgain()
      return []
    }
    app.venueAt = try one(words, "venue", of: app.venues.enumerated().map { ($1.id.name, $0) })
    app.lookAgain()
    return []
  }

  private static let kind = LineVerb(
    name: "kind", usage: "KIND", help: "Makes the ticket another kind.",
    words: { _, before in before.isEmpty ? Kind.allCases.map(\.rawValue) : [] }
  ) { (app, words) throws(LineFlaw) in
    let kinds = Kind.allCases.enumerated().map { ($1.rawValue, $0) }
    let at = try one(words, "kind", of: kinds)
    app.change { $0.choose(at, at: .kind, of: kinds.map(\.0)) }
    return []
  }

  private static let side = LineVerb(
    name: "side", usage: "SIDE", help: "Sets the ticket's side.",
    words: { _, before in before.isEmpty ? Side.allCases.map(\.rawValue) : [] }
  ) { (app, words) throws(LineFlaw) in
    let side = try one(words, "side", of: Side.allCases.map { ($0.rawValue, $0) })
    app.change { $0.side = side }
    return []
  }

  private static let goto = LineVerb(
    name: "goto", usage: "SYMBOL", help: "Makes the ticket one in another instrument.",
    words: { _, before in before.isEmpty ? InstrumentNames.all : [] }
  ) { (app, words) throws(LineFlaw) in
    let word = try only(words, "symbol")
    guard let instrument = Instrument(word.text.uppercased()) else {
      throw LineFlaw(
        "'\(word.text)' is not a pair such as BTC/USDT, or a contract such as ESZ6"
          + NearestWord.hint(word.text, among: InstrumentNames.all), at: word.position)
    }
    app.change { $0.instrument = instrument.description }
    return []
  }

  private static let pane = LineVerb(
    name: "pane", usage: "NAME", help: "Goes to a part of the screen.",
    words: { _, before in before.isEmpty ? App.Pane.allCases.map(\.rawValue) : [] }
  ) { (app, words) throws(LineFlaw) in
    app.pane = try one(words, "pane", of: App.Pane.allCases.map { ($0.rawValue, $0) })
    return []
  }

  private static let theme = LineVerb(
    name: "theme", usage: "NAME", help: "Changes the colours.",
    words: { _, before in before.isEmpty ? BuiltInThemes.ids : [] }
  ) { (_, words) throws(LineFlaw) in
    [.theme(try only(words, "theme").text)]
  }

  private static let template = LineVerb(
    name: "template", usage: "NAME", help: "Loads a template that was saved; undo takes it back.",
    words: { app, before in before.isEmpty ? (app.templates ?? []).map(\.name) : [] }
  ) { (app, words) throws(LineFlaw) in
    guard let templates = app.templates else {
      throw LineFlaw("the templates were not read yet: open them once")
    }
    let name = words.map(\.text).joined(separator: " ")
    guard let found = templates.first(where: { $0.name == name }) else {
      throw LineFlaw(
        name.isEmpty
          ? "say which template"
          : "there is no template '\(name)'"
            + NearestWord.hint(name, among: templates.map(\.name)), at: words.first?.position)
    }
    app.load(found)
    return []
  }

  private static let save = LineVerb(
    name: "save", usage: "NAME", help: "Saves the ticket as a template.", words: { _, _ in [] }
  ) { (app, words) throws(LineFlaw) in
    try app.templateEffects(named: words.map(\.text).joined(separator: " "))
  }

  private static let help = LineVerb(
    name: "help", usage: "WORDS", help: "Opens the help where it speaks of something.",
    words: { _, before in before.isEmpty ? names : [] }
  ) { (app, words) throws(LineFlaw) in
    app.overlays.append(HelpOverlay(words.map(\.text).joined(separator: " ")))
    return []
  }

  /// Every name that a command line can begin with.
  static var names: [String] { all.map(\.name) + AppCommand.all.map(\.name) }
}

extension App {
  /// Does what a command line says.
  mutating func runLine(_ line: String) throws(LineFlaw) -> [Effect] {
    let words = TypedWord.split(line)
    guard let first = words.first else { return [] }
    let rest = Array(words.dropFirst())
    if let verb = LineVerb.named(first.lowercased) {
      if LineVerb.isTicket(line) {
        // Read as it stands, so that a flaw's place is the line's own.
        _ = try QuickLine.read(line)
      }
      return try verb.run(&self, rest)
    }
    guard let command = AppCommand.named(first.lowercased) else {
      throw LineFlaw(
        "'\(first.text)' is no command" + NearestWord.hint(first.text, among: LineVerb.names),
        at: first.position)
    }
    if let extra = rest.first {
      throw LineFlaw("'\(command.name)' takes nothing after it", at: extra.position)
    }
    if let obstacle = command.obstacle(self) {
      throw LineFlaw("\(command.title): \(obstacle)")
    }
    return command.run(&self)
  }

  /// What the last word of a command line could be.
  func completions(ofLine line: String) -> [String] {
    let words = TypedWord.split(line)
    let isNew = line.isEmpty || line.hasSuffix(" ")
    let begun = isNew ? "" : words.last?.text ?? ""
    let before = isNew ? words : Array(words.dropLast())
    if before.isEmpty { return LineVerb.names.filter { $0.hasPrefix(begun.lowercased()) } }
    if LineVerb.isTicket(line) { return QuickLine.completions(of: line) }
    guard let verb = LineVerb.named(before[0].lowercased) else { return [] }
    return verb.words(self, before.dropFirst().map(\.text)).filter {
      $0.lowercased().hasPrefix(begun.lowercased())
    }
  }
}
