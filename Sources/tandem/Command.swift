/// A verb, declared once: the parser, help, manual and completions all read this row.
struct Command: Sendable {
  typealias Body = @Sendable (Invocation) throws(Failure) -> ExitStatus

  /// The verb; empty for the row that runs when no verb is given.
  let name: String
  let group: Group
  /// One line, imperative, without a full stop.
  let summary: String
  /// Paragraphs.
  var discussion: [String] = []
  var operands: [Operand] = []
  var options: [Option] = []
  var exits: [Exit] = [Exit(.fine), Exit(.usage)]
  var examples: [Example] = []
  let run: Body

  /// The heading under which help lists a verb, in this order.
  enum Group: String, Sendable, CaseIterable {
    case tickets = "Tickets"
    case catalogues = "Catalogues"
    case program = "The program itself"
  }

  /// Every option the verb understands, the ones all verbs share included.
  var allOptions: [Option] {
    options + [.help]
  }
}

/// One exit status of a verb and what it means there.
struct Exit: Sendable {
  let status: ExitStatus
  let meaning: String

  init(_ status: ExitStatus, _ meaning: String? = nil) {
    self.status = status
    self.meaning = meaning ?? status.meaning
  }
}

/// A command line worth copying, and what it does.
struct Example: Sendable {
  let line: String
  let explanation: String

  init(_ line: String, _ explanation: String) {
    self.line = line
    self.explanation = explanation
  }
}
