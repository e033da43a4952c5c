/// Everything the command line offers, as data.
struct Catalogue: Sendable {
  static let program = "tandem"
  static let version = "0.1.0"

  let summary: String
  /// Paragraphs.
  let discussion: [String]
  /// What runs when no verb is given.
  let bare: Command
  let commands: [Command]
  var files: [Entry] = []
  var variables: [Entry] = []
  /// Further sections of the manual, in order, after the commands.
  ///
  /// Made when they are asked for: no screen has to wait for them.
  var sections: @Sendable () -> [Section] = { [] }

  /// A term and what it is.
  struct Entry: Sendable {
    let term: String
    let text: String
  }

  /// A titled section of the manual.
  struct Section: Sendable {
    let title: String
    let paragraphs: [Paragraph]
  }

  enum Paragraph: Sendable {
    case prose(String)
    /// Lines that must stay as they are, such as a file.
    case literal(String)
  }

  func command(named name: String) -> Command? {
    commands.first { $0.name == name }
  }

  /// The options that may stand where a verb could.
  var bareOptions: [Option] {
    bare.options + [.help, .version]
  }

  /// The examples of the program and of all verbs, in the order of the catalogue.
  var examples: [Example] {
    bare.examples + commands.flatMap(\.examples)
  }

  /// The commands under their headings, empty headings left out.
  var grouped: [(group: Command.Group, commands: [Command])] {
    Command.Group.allCases.compactMap { group in
      let members = commands.filter { $0.group == group }
      return members.isEmpty ? nil : (group, members)
    }
  }
}
