/// The completion script for zsh.
struct ZshCompletions {
  let catalogue: Catalogue

  func script() -> String {
    """
    #compdef tandem
    # zsh completion for tandem; made by: tandem completions zsh

    _tandem() {
      local -a verbs
      verbs=(
    \(verbs())  )
      if (( CURRENT == 2 )); then
        if [[ $words[2] == -* ]]; then
          _arguments -s -S\(specifications(catalogue.bareOptions, []))
        else
          _describe -t verbs verb verbs
        fi
        return
      fi
      shift words
      (( CURRENT-- ))
      case $words[1] in
    \(cases())  esac
    }

    if [[ $funcstack[1] == _tandem ]]; then
      _tandem "$@"
    else
      compdef _tandem tandem
    fi

    """
  }

  private func verbs() -> String {
    catalogue.commands.map { command in
      "    \(quote("\(command.name):\(command.summary)"))\n"
    }.joined()
  }

  private func cases() -> String {
    catalogue.commands.map { command in
      "    \(command.name))\n      _arguments -s -S"
        + specifications(command.allOptions, command.operands) + "\n      ;;\n"
    }.joined()
  }

  private func specifications(_ options: [Option], _ operands: [Operand]) -> String {
    let words = options.flatMap(specification) + operands.enumerated().map(specification)
    return words.map { " \\\n        " + quote($0) }.joined()
  }

  private func specification(_ option: Option) -> [String] {
    let spellings = [option.flag] + (option.short.map { ["-\($0)"] } ?? [])
    let others = option.repeats ? "*" : "(\(spellings.joined(separator: " ")))"
    return spellings.map { spelling in
      let equals = option.value != nil && spelling.hasPrefix("--") ? "=" : ""
      return "\(others)\(spelling)\(equals)[\(escape(option.help))]"
        + (option.value.map { ":\($0.placeholder):\(action($0))" } ?? "")
    }
  }

  private func specification(_ index: Int, _ operand: Operand) -> String {
    let place =
      switch operand.presence {
      case .required: "\(index + 1):"
      case .optional: "\(index + 1)::"
      case .several: "*:"
      }
    return "\(place)\(operand.name):\(action(operand.kind))"
  }

  private func action(_ kind: ValueKind) -> String {
    switch kind {
    case .file: "_files"
    case .choice(_, let choices): "(\(choices.joined(separator: " ")))"
    case .verb: "(\(catalogue.commands.map(\.name).joined(separator: " ")))"
    case .text, .integer: " "
    }
  }

  private func escape(_ text: String) -> String {
    text.map { "\\[]:".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private func quote(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
