/// The text of `--help`, made from the catalogue.
struct Help {
  let catalogue: Catalogue

  /// The whole program: `tandem --help`.
  func program() -> String {
    var text = opening()
    for paragraph in catalogue.discussion {
      text += lines(paragraph) + "\n"
    }
    text += verbs()
    text += "\nWithout a verb\n" + lines(Prose.sentence(catalogue.bare.summary))
    if !catalogue.bare.operands.isEmpty {
      text += Prose.table(catalogue.bare.operands.map { ($0.name, $0.fullHelp) })
    }
    text += "\nOptions\n" + Prose.table(catalogue.bareOptions.map(row))
    text += "\nExit status\n" + Prose.table(ExitStatus.allCases.map { row(Exit($0)) })
    if !catalogue.examples.isEmpty {
      text += "\nExamples\n" + show(catalogue.examples)
    }
    return text + "\ntandem help VERB explains a verb; tandem man | man -l - is the manual.\n"
  }

  /// One verb: `tandem VERB --help`.
  func verb(_ command: Command) -> String {
    var text = usage([Synopsis(of: command)]) + "\n" + lines(Prose.sentence(command.summary))
    for paragraph in command.discussion {
      text += "\n" + lines(paragraph)
    }
    if !command.operands.isEmpty {
      text += "\nOperands\n" + Prose.table(command.operands.map { ($0.name, $0.fullHelp) })
    }
    text += "\nOptions\n" + Prose.table(command.allOptions.map(row))
    text += "\nExit status\n" + Prose.table(command.exits.map(row))
    if !command.examples.isEmpty {
      text += "\nExamples\n" + show(command.examples)
    }
    return text
  }

  private func opening() -> String {
    usage(Synopsis.forms(of: catalogue)) + "\n" + lines(Prose.sentence(catalogue.summary)) + "\n"
  }

  private func usage(_ forms: [Synopsis]) -> String {
    let label = "Usage: "
    return forms.enumerated().map { index, form in
      let head = (index == 0 ? label : Prose.spaces(label.count)) + form.head + " "
      let body = Prose.wrap(form.pieces, width: Prose.width - head.count)
      return Prose.indent(body, by: head.count, first: head)
    }.joined()
  }

  private func verbs() -> String {
    let longest = catalogue.commands.map(\.name.count).max()
    return catalogue.grouped.map { group, commands in
      "\(group.rawValue)\n" + Prose.table(commands.map { ($0.name, $0.summary) }, terms: longest)
    }.joined(separator: "\n")
  }

  private func row(_ option: Option) -> (term: String, text: String) {
    let short = option.short.map { "-\($0), " } ?? "    "
    return (short + option.spelling, option.fullHelp)
  }

  private func row(_ exit: Exit) -> (term: String, text: String) {
    (String(exit.status.rawValue), exit.meaning)
  }

  private func show(_ examples: [Example]) -> String {
    examples.map { example in
      "  \(example.line)\n"
        + Prose.indent(Prose.wrap(example.explanation, width: Prose.width - 6), by: 6)
    }.joined()
  }

  private func lines(_ paragraph: String) -> String {
    Prose.indent(Prose.wrap(paragraph, width: Prose.width), by: 0)
  }
}
