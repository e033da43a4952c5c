extension Command {
  static let completions = Command(
    name: "completions",
    group: .program,
    summary: "write a script that completes tandem's command line",
    discussion: [
      "The script knows every verb, option and choice of this version; write it again after an"
        + " upgrade."
    ],
    operands: [
      Operand(
        .choice("SHELL", Shell.allCases.map(\.rawValue)), help: "the shell that will read it")
    ],
    examples: [
      Example("source <(tandem completions bash)", "Complete in this bash."),
      Example("tandem completions zsh > ~/.zfunc/_tandem", "A directory of $fpath in zsh."),
      Example(
        "tandem completions fish > ~/.config/fish/completions/tandem.fish",
        "Complete in every fish."),
    ],
    run: { invocation throws(Failure) in
      guard let shell = invocation.operands.first.flatMap(Shell.init(rawValue:)) else {
        throw Failure.missingOperand(
          invocation.command.operands[0], command: invocation.command)
      }
      invocation.rim.output.write(shell.script(for: invocation.catalogue))
      return .fine
    }
  )
}

/// A shell that completions can be written for.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  func script(for catalogue: Catalogue) -> String {
    switch self {
    case .bash: BashCompletions(catalogue: catalogue).script()
    case .zsh: ZshCompletions(catalogue: catalogue).script()
    case .fish: FishCompletions(catalogue: catalogue).script()
    }
  }
}
