import Orders
import Screen
import TicketApp
import Venues

extension TicketVerb {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let rim = invocation.rim
    let choices = try TicketChoices(invocation)
    let ticket = try invocation.operands.first.map { (path) throws(Failure) in
      try TicketInput.ticket(path, rim)
    }
    guard rim.isTerminal() else {
      throw Failure(
        "", "there is no terminal to draw on; check, preview and simulate do without one")
    }
    return try draw(ticket ?? .example, choices, rim)
  }

  private static func draw(
    _ ticket: Ticket, _ choices: TicketChoices, _ rim: Rim
  ) throws(Failure) -> ExitStatus {
    let desk = TicketDesk(rim)
    let theme = try desk.themes.theme(choices.theme)
    do throws(TerminalError) {
      let terminal = try Terminal(choices.terminal(rim))
      defer { terminal.close() }
      let app = App(
        choices.setup(ticket, charset: terminal.charset, seed: rim.random()), size: terminal.size)
      let session = TicketSession(app, choices.world(seed: rim.random()))
      var runner = try TicketRunner(
        terminal, session, desk, theme: (name: choices.theme, theme: theme))
      runner.run()
      return .fine
    } catch {
      throw Failure("", "\(error)")
    }
  }
}

/// What the command line and the configuration come to.
struct TicketChoices: Sendable {
  let theme: String
  let color: ColorChoice
  let isASCII: Bool
  let isMouseOn: Bool
  let environment: Environment

  init(_ invocation: Invocation) throws(Failure) {
    let file = try ConfigFile.read(invocation.rim)
    theme =
      invocation.texts(TicketVerb.theme).first ?? file.theme ?? BuiltInThemes.standardID
    color =
      invocation.texts(TicketVerb.color).first.flatMap(ColorChoice.init) ?? file.color ?? .automatic
    isASCII = invocation.has(TicketVerb.ascii) || file.isASCII == true
    isMouseOn = file.isMouseOn ?? true
    environment = invocation.environment
  }

  func terminal(_ rim: Rim) -> Terminal.Options {
    let depth = ColorDecision.decide(color, environment: rim.variable, isTerminal: true).depth
    return Terminal.Options(
      name: rim.variable("TERM") ?? "", depth: depth, isUnicode: !isASCII && rim.isUTF8,
      isMouseOn: isMouseOn)
  }

  func setup(_ ticket: Ticket, charset: Charset, seed: UInt64) -> App.Setup {
    App.Setup(environment: environment, charset: charset, ticket: ticket, seed: seed)
  }

  func world(seed: UInt64) -> any TicketWorld {
    environment == .paper ? StillMarket() : OfflineWorld(environment)
  }
}

extension Rim {
  /// Whether the locale writes UTF-8: the first of its variables that is set decides.
  var isUTF8: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
    let word = locale.lowercased()
    return word.hasSuffix("utf-8") || word.hasSuffix("utf8") || word.contains("utf-8@")
      || word.contains("utf8@")
  }
}
