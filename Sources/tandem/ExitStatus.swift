/// What the shell is told when a verb ends.
///
/// Scripts depend on these numbers: only add to them.
enum ExitStatus: Int32, Sendable, CaseIterable {
  case fine = 0
  case refused = 1
  case usage = 2
  case inDoubt = 3
  case noConnection = 4

  /// A ticket with errors ends like a ticket a venue refused: nothing was accepted.
  static let ticketErrors = ExitStatus.refused
  /// Input that cannot be read ends like a command line that cannot be read.
  static let unreadable = ExitStatus.usage

  /// The sentence of the manual; a command may say it more narrowly.
  var meaning: String {
    switch self {
    case .fine: "Everything asked for was done."
    case .refused: "The ticket has errors, or the venue refused it."
    case .usage: "The command line or an input could not be read, or output could not be written."
    case .inDoubt: "The request was sent and the venue has neither accepted nor refused it."
    case .noConnection: "The venue could not be reached; nothing was sent."
    }
  }
}
