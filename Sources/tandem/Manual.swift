/// The manual page `tandem.1`, made from the catalogue.
struct Manual {
  let catalogue: Catalogue

  func page() -> String {
    let name = Catalogue.program
    var roff = Roff(title: name.uppercased(), section: 1, source: "\(name) \(Catalogue.version)")
    roff.heading("Name")
    roff.name(name, summary: catalogue.summary)
    roff.heading("Synopsis")
    Synopsis.forms(of: catalogue).forEach { roff.synopsis($0) }
    roff.heading("Description")
    catalogue.discussion.forEach { roff.paragraph($0) }
    roff.heading("Options")
    catalogue.bareOptions.forEach { describe($0, in: &roff) }
    roff.heading("Commands")
    catalogue.commands.forEach { describe($0, in: &roff) }
    catalogue.sections().forEach { describe($0, in: &roff) }
    roff.heading("Exit status")
    ExitStatus.allCases.forEach { roff.bold(String($0.rawValue), $0.meaning) }
    list("Files", catalogue.files, in: &roff)
    list("Environment", catalogue.variables, in: &roff)
    if !catalogue.examples.isEmpty {
      roff.heading("Examples")
      catalogue.examples.forEach { roff.bold($0.line, $0.explanation) }
    }
    return roff.text
  }

  private func describe(_ command: Command, in roff: inout Roff) {
    roff.subheading(command.name)
    roff.synopsis(Synopsis(of: command))
    roff.paragraph(Prose.sentence(command.summary))
    command.discussion.forEach { roff.paragraph($0) }
    command.operands.forEach { roff.tagged($0.name, Prose.sentence($0.fullHelp)) }
    command.options.forEach { describe($0, in: &roff) }
  }

  private func describe(_ option: Option, in roff: inout Roff) {
    let short = option.short.map { "-\($0), " } ?? ""
    roff.tagged(short + option.spelling, Prose.sentence(option.fullHelp))
  }

  private func describe(_ section: Catalogue.Section, in roff: inout Roff) {
    roff.heading(section.title)
    for paragraph in section.paragraphs {
      switch paragraph {
      case .prose(let text): roff.paragraph(text)
      case .literal(let lines): roff.literal(lines)
      }
    }
  }

  private func list(_ title: String, _ entries: [Catalogue.Entry], in roff: inout Roff) {
    guard !entries.isEmpty else { return }
    roff.heading(title)
    entries.forEach { roff.bold($0.term, $0.text) }
  }
}
