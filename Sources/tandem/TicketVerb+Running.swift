import Orders
import Paper
import Screen
import Simulator
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
    if invocation.has(linear) { return try TicketLinear(ticket, choices, rim).run() }
    guard rim.isTerminal() else {
      throw Failure(
        "",
        "there is no terminal to draw on; --linear does without one, and so do check, preview"
          + " and simulate")
    }
    return try draw(ticket, choices, rim)
  }

  private static func draw(
    _ ticket: Ticket?, _ choices: TicketChoices, _ rim: Rim
  ) throws(Failure) -> ExitStatus {
    let desk = TicketDesk(rim)
    let theme = try desk.themes.theme(choices.theme)
    do throws(TerminalError) {
      let terminal = try Terminal(choices.terminal(rim))
      defer { terminal.close() }
      let session = choices.session(ticket, charset: terminal.charset, size: terminal.size, rim)
      var runner = try TicketRunner(
        terminal, session, desk, theme: (name: choices.theme, theme: theme))
      runner.begin(choices.remarks)
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
  let keymap: Keymap
  let tape: PaperTape
  let venues: ClientChoices
  /// What is worth knowing of the files that were read.
  let remarks: [AppEvent]

  init(_ invocation: Invocation) throws(Failure) {
    let file = try ConfigFile.read(invocation.rim)
    theme =
      invocation.texts(TicketVerb.theme).first ?? file.theme ?? BuiltInThemes.standardID
    color =
      invocation.texts(TicketVerb.color).first.flatMap(ColorChoice.init) ?? file.color ?? .automatic
    isASCII = invocation.has(TicketVerb.ascii) || file.isASCII == true
    isMouseOn = file.isMouseOn ?? true
    tape = try Self.tape(
      invocation.texts(TicketVerb.tape).first ?? file.tape ?? "walk", invocation.rim)
    venues = try ClientChoices(invocation)
    let keys = try Self.keys(invocation.rim)
    keymap = keys?.keymap ?? .standard
    remarks = keys?.problems.map { .note(Message($0.description, .warning)) } ?? []
  }

  private static func tape(_ word: String, _ rim: Rim) throws(Failure) -> PaperTape {
    if word == "walk" { return .walk }
    if word == "still" { return .still }
    let bytes = try rim.readFile(word, FileInput.defaultLimit)
    do throws(FileError) {
      return .script(try TapeFile.script(bytes))
    } catch {
      throw Failure(word, error)
    }
  }

  private static func keys(_ rim: Rim) throws(Failure) -> KeymapFile? {
    guard let folder = Folders(rim).configuration,
      let bytes = try rim.readIfThere(folder + "/keys", KeymapFile.limit)
    else { return nil }
    return KeymapFile(bytes, file: folder + "/keys")
  }

  func terminal(_ rim: Rim) -> Terminal.Options {
    let depth = ColorDecision.decide(color, environment: rim.variable, isTerminal: true).depth
    return Terminal.Options(
      name: rim.variable("TERM") ?? "", depth: depth, isUnicode: !isASCII && rim.isUTF8,
      isMouseOn: isMouseOn)
  }

  /// The program with its world, before anything happened.
  func session(_ ticket: Ticket?, charset: Charset, size: Size, _ rim: Rim) -> TicketSession {
    let setup = App.Setup(
      environment: venues.environment, charset: charset, ticket: ticket ?? .example,
      seed: rim.random(), keymap: keymap, credentials: venues.credentials, isMouseOn: isMouseOn,
      ownsMarkets: venues.reach == nil)
    return TicketSession(
      App(setup, size: size), world(rim), templates: TemplateFolder(rim))
  }

  private func world(_ rim: Rim) -> any TicketWorld {
    let now = Timestamp(milliseconds: rim.now())
    guard let reach = venues.reach else {
      return PaperWorld(seed: rim.random(), tape: tape, journal: venues.journal, now: now)
    }
    guard !reach.accounts.isEmpty else { return OfflineWorld(reach.absent) }
    guard let journal = venues.journal else {
      return OfflineWorld(
        VenueCatalogue.ids.map {
          ($0, "there is no home folder for a journal; --journal says where it lies")
        })
    }
    return NetworkWorld(
      reach.accounts, absent: reach.absent, journal: journal, seed: rim.random(), now: now)
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
