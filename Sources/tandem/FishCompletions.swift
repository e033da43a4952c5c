/// The completion script for fish.
struct FishCompletions {
  let catalogue: Catalogue

  func script() -> String {
    """
    # fish completion for tandem; made by: tandem completions fish

    function __tandem_verb -d 'Whether the verb is the given one, or still missing'
      set -l words (commandline -opc)
      if test (count $argv) -eq 0
        test (count $words) -eq 1
      else
        test (count $words) -gt 1; and test $words[2] = $argv[1]
      end
    end

    complete -c tandem -f
    \(bare())\(catalogue.commands.map(verb).joined())
    """
  }

  private func bare() -> String {
    let verbs = catalogue.commands.map { command in
      line("__tandem_verb", "-a \(command.name) -d \(quote(command.summary))")
    }
    return verbs.joined()
      + catalogue.bareOptions.map { line("__tandem_verb", describe($0)) }.joined()
  }

  private func verb(_ command: Command) -> String {
    let condition = "__tandem_verb \(command.name)"
    let operands = command.operands.compactMap { action($0.kind) }
    return operands.map { line(condition, $0) }.joined()
      + command.allOptions.map { line(condition, describe($0)) }.joined()
  }

  private func describe(_ option: Option) -> String {
    var parts = ["-l \(option.name)"]
    if let short = option.short {
      parts.append("-s \(short)")
    }
    if let kind = option.value {
      parts.append(action(kind).map { "-r \($0)" } ?? "-x")
    }
    return (parts + ["-d \(quote(option.help))"]).joined(separator: " ")
  }

  private func action(_ kind: ValueKind) -> String? {
    switch kind {
    case .file: "-F"
    case .choice(_, let choices): "-f -a \(quote(choices.joined(separator: " ")))"
    case .verb: "-f -a \(quote(catalogue.commands.map(\.name).joined(separator: " ")))"
    case .text, .integer: nil
    }
  }

  private func line(_ condition: String, _ rest: String) -> String {
    "complete -c tandem -n '\(condition)' \(rest)\n"
  }

  private func quote(_ word: String) -> String {
    "'" + word.map { "\\'".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
  }
}
