import Exact
import Screen
import TicketApp

extension ThemesVerb {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let shelf = ThemeShelf(invocation.rim)
    if let name = invocation.texts(preview).first { return try show(name, shelf, invocation) }
    for option in [dump, Play.size, Play.color, TicketVerb.ascii] where invocation.has(option) {
      throw Failure("themes", "\(option.flag) goes with \(preview.flag)")
    }
    let own = try shelf.ownNames()
    var status = ExitStatus.fine
    for name in try shelf.names() {
      let row = ThemeRow(
        name: name, theme: try shelf.theme(name), isOwn: own.contains(name))
      if !row.findings.isEmpty { status = .refused }
      let isJSON = invocation.text(.textOrJSON) == "json"
      invocation.rim.output.write(isJSON ? VisibleText.json(row.json.text) + "\n" : row.text)
    }
    return status
  }

  private static func show(
    _ name: String, _ shelf: ThemeShelf, _ invocation: Invocation
  ) throws(Failure) -> ExitStatus {
    let word = invocation.text(Play.size) ?? ""
    guard let size = Size(word) else {
      throw Failure(
        "themes", "--size takes columns and rows such as 80x24, not \(VisibleText.quote(word))")
    }
    let theme = try shelf.theme(name)
    let printer = PlayPrinter(
      form: invocation.text(dump) == "svg" ? .svg : .ansi, theme: theme,
      depth: ColorDepth(name: invocation.text(Play.color) ?? "") ?? .full)
    let frame = try picture(size, charset: invocation.has(TicketVerb.ascii) ? .ascii : .unicode)
    let title = printer.form == .svg ? "Tandem in the theme \(theme.name)" : nil
    invocation.rim.output.write(printer.print([(title, frame)]))
    return .fine
  }

  /// The ticket with a list on its way and a price being typed: most of what a theme paints.
  static func picture(_ size: Size, charset: Charset = .unicode) throws(Failure) -> Frame {
    var play = PlayRun(App.Setup(charset: charset), Play.world(.paper), size: size)
    try play.play(try PlayScript(Array(scene.utf8), path: "scene"), "scene")
    return play.session.draw()
  }

  static let scene = """
    keys F2 enter
    tape BTC/USDT 30250
    keys F6 Tab*5
    type "last+6%"
    """
}

/// What is listed of a theme.
struct ThemeRow: Sendable {
  let name: String
  let theme: Theme
  let isOwn: Bool
  let findings: [ContrastFinding]

  /// With 8 colours a theme looks as with 16.
  private static let depths: [ColorDepth] = [.sixteen, .indexed, .full]

  init(name: String, theme: Theme, isOwn: Bool) {
    self.name = name
    self.theme = theme
    self.isOwn = isOwn
    var seen: Set<ColorDepth> = []
    findings = Self.depths.map { min($0, theme.depth) }.filter { seen.insert($0).inserted }
      .flatMap { theme.contrastFindings(at: $0) }
  }

  var text: String {
    let owner = isOwn ? "  (yours)" : ""
    let head = "\(VisibleText.clean(name))\(owner)\n  \(VisibleText.clean(theme.about))\n"
    let verdict =
      findings.isEmpty
      ? "  contrast: as much as it must have\n" : "  contrast: too little in \(findings.count)\n"
    return head + verdict
      + findings.map { finding in
        Prose.indent(
          Prose.wrap(finding.description, width: Prose.width - 6), by: 6, first: "    ✗ ")
      }.joined()
  }

  var json: JSON {
    .object([
      JSONMember("name", .string(name)), JSONMember("title", .string(theme.name)),
      JSONMember("about", .string(theme.about)),
      JSONMember("background", .string(theme.isLight ? "light" : "dark")),
      JSONMember("own", .bool(isOwn)),
      JSONMember("contrast", .array(findings.map { .string($0.description) })),
    ])
  }
}
