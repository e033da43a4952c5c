/// The completion script for bash.
struct BashCompletions {
  let catalogue: Catalogue

  func script() -> String {
    """
    # bash completion for tandem; made by: tandem completions bash

    _tandem_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }

    _tandem_files() {
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    }

    _tandem() {
      local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb=
      COMPREPLY=()
      ((COMP_CWORD > 1)) && verb=${COMP_WORDS[1]}
      # bash parts --name=value into three words.
      if [[ $cur == = ]]; then
        cur=
      elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD-2]}
      fi
      case "$verb $prev" in
    \(valueCases())  esac
      if [[ $cur == -* ]]; then
        case $verb in
    \(optionCases())    esac
        return
      fi
      case $verb in
    \(operandCases())  esac
    }

    complete -F _tandem tandem

    """
  }

  private func valueCases() -> String {
    catalogue.commands.flatMap { command in
      command.allOptions.compactMap { option in
        option.value.map { kind in
          let spellings = [option.flag] + (option.short.map { ["-\($0)"] } ?? [])
          let words = spellings.map { "'\(command.name) \($0)'" }.joined(separator: " | ")
          return "    \(words)) \(action(kind)); return ;;\n"
        }
      }
    }.joined()
  }

  private func optionCases() -> String {
    let verbs = catalogue.commands.map { command in
      "      \(command.name)) _tandem_words '\(flags(command.allOptions))' ;;\n"
    }
    return "      '') _tandem_words '\(flags(catalogue.bareOptions))' ;;\n" + verbs.joined()
  }

  private func operandCases() -> String {
    let first = "    '') \(action(.verb)) ;;\n"
    return first
      + catalogue.commands.compactMap { command in
        command.operands.first.map { "    \(command.name)) \(action($0.kind)) ;;\n" }
      }.joined()
  }

  private func action(_ kind: ValueKind) -> String {
    switch kind {
    case .file: "_tandem_files"
    case .choice(_, let choices): "_tandem_words '\(choices.joined(separator: " "))'"
    case .verb: "_tandem_words '\(catalogue.commands.map(\.name).joined(separator: " "))'"
    // Nothing to offer, and an offer of options would be wrong in this place.
    case .text, .integer: ":"
    }
  }

  private func flags(_ options: [Option]) -> String {
    options.flatMap { option in
      [option.flag] + (option.short.map { ["-\($0)"] } ?? [])
    }.joined(separator: " ")
  }
}
