import Orders
import Screen
import TicketApp
import Venues

extension Play {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let rim = invocation.rim
    let path = invocation.operands.first ?? "-"
    let file = path == "-" ? "standard input" : path
    let word = invocation.text(size) ?? ""
    guard let start = Size(word) else {
      throw Failure(
        "play", "--size takes columns and rows such as 80x24, not \(VisibleText.quote(word))")
    }
    let theme = try ThemeShelf(rim).theme(invocation.text(Play.theme) ?? BuiltInThemes.standardID)
    let script = try PlayScript(try rim.readFile(path, PlayScript.byteLimit), path: path)
    let setup = App.Setup(
      environment: invocation.environment,
      charset: invocation.has(TicketVerb.ascii) ? .ascii : .unicode)
    var play = PlayRun(setup, world(invocation.environment), size: start)
    let printer = PlayPrinter(
      form: Form(rawValue: invocation.text(dump) ?? "") ?? .text, theme: theme,
      depth: ColorDepth(name: invocation.text(color) ?? "") ?? .full)
    do throws(Failure) {
      try play.play(script, file)
    } catch {
      // What was there instead is what one wants to see.
      rim.output.write(printer.print([(nil, play.session.draw())]))
      throw error
    }
    rim.output.write(printer.print(play.screens))
    return .fine
  }

  static func world(_ environment: Environment) -> any TicketWorld {
    environment == .paper
      ? PaperWorld(seed: 0, tape: .still, now: PlayRun.start)
      : OfflineWorld(
        VenueCatalogue.ids.map { ($0, "a script reaches paper venues only") })
  }
}

/// Screens as they are printed.
struct PlayPrinter: Sendable {
  let form: Play.Form
  let theme: Theme
  let depth: ColorDepth

  /// One after the other, each named one below a line with its name.
  func print(_ screens: [(name: String?, frame: Frame)]) -> String {
    screens.map { name, frame in
      (name.map { form == .svg ? "" : "== \(VisibleText.clean($0))\n" } ?? "") + print(frame, name)
    }.joined()
  }

  private func print(_ frame: Frame, _ name: String?) -> String {
    switch form {
    case .text: frame.text
    case .ansi: frame.ansi(theme.styles(at: depth))
    case .svg:
      frame.svg(
        theme.styles(at: depth), isLight: theme.isLight, title: CleanText(name ?? "Tandem"))
    }
  }
}
