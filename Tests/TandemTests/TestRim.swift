import Synchronization

@testable import tandem

/// Keeps what was written, for a test to look at.
final class Recorder: Sink {
  private let state = Mutex((text: "", failure: Failure?.none))

  init(failure: Failure? = nil) {
    state.withLock { $0.failure = failure }
  }

  var text: String { state.withLock { $0.text } }
  var isClosed: Bool { false }

  func write(_ text: String) {
    state.withLock { $0.text += text }
  }

  func flush() throws(Failure) {
    if let failure = state.withLock({ $0.failure }) {
      throw failure
    }
  }
}

/// What a run of the program left behind.
struct Outcome {
  let status: ExitStatus
  let output: String
  let errors: String
}

/// Runs the program in this process, with no effect outside it.
func run(
  _ words: String..., catalogue: Catalogue = .sample, output: Recorder = Recorder()
) -> Outcome {
  let errors = Recorder()
  let status = runWords(words, catalogue: catalogue, output: output, errors: errors)
  return Outcome(status: status, output: output.text, errors: errors.text)
}

/// The same for words that are already a list.
func runWords(
  _ words: [String], catalogue: Catalogue, output: Recorder, errors: Recorder
) -> ExitStatus {
  Program(catalogue: catalogue, rim: .still(words, output: output, errors: errors)).run()
}

extension Rim {
  /// A world in which time stands still and there is no file.
  static func still(_ words: [String], output: Recorder, errors: Recorder) -> Rim {
    Rim(
      arguments: { words },
      variable: { _ in nil },
      output: output,
      errors: errors,
      now: { 1_700_000_000_000 },
      random: { 4 },
      readFile: { (path, _) throws(Failure) in throw Failure(path, "no such file") },
      readPrivateFile: { (path) throws(Failure) in throw Failure(path, "no such file") },
      secretOf: { (_) throws(Failure) in throw Failure("secret_command", "failed") })
  }
}

extension Catalogue {
  /// The declared rows around bodies that print what they were given.
  static let sample = Catalogue.with(
    bare: TicketVerb.command(run: echo),
    commands: [
      Preview.command(run: echo), Check.command(run: echo), Submit.command(run: echo),
      ListsVerb.command(run: echo), Cancel.command(run: echo), JournalVerb.command(run: echo),
      Simulate.command(run: echo), Serve.command(run: echo), Rules.command(run: echo),
      VenuesVerb.command(run: echo), Play.command(run: echo), ThemesVerb.command(run: echo),
      Doctor.command(run: echo), .help, .man, .completions,
    ])

  /// Rows with forms that no shipped verb has yet.
  static let unusual = Catalogue.with(
    bare: TicketVerb.command(run: echo),
    commands: [
      Command(
        name: "odd",
        group: .program,
        summary: "it's [odd]: a \\ row",
        operands: [
          Operand(.text("FIRST"), help: "the first"),
          Operand(.file("REST"), .several, help: "the rest"),
        ],
        options: [Option.level, .quiet, .near, .only],
        run: echo)
    ])
}

extension Option {
  static let level = Option(
    name: "level", short: "l", value: .integer("N", -2...9), help: "it's a level [0]: low")
  static let quiet = Option(name: "quiet", short: "q", help: "say less")
  static let near = Option(name: "near", short: "n", help: "stay near")
  static let only = Option(
    name: "only", short: "o", value: .text("WORD"), repeats: true, help: "only this word")
}

/// Prints operands and values, one a line, options in the order of the row.
private let echo: Command.Body = { (invocation) throws(Failure) in
  for operand in invocation.operands {
    invocation.rim.output.write("operand \(operand)\n")
  }
  for option in invocation.command.options where invocation.has(option) {
    let number = invocation.integer(option).map { " = \($0)" } ?? ""
    invocation.rim.output.write(
      "\(option.name) \(invocation.texts(option).joined(separator: ","))\(number)\n")
  }
  return .fine
}
