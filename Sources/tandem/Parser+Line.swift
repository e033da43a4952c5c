extension Parser {
  /// A command line while it is being read.
  struct Line {
    let command: Command
    let catalogue: Catalogue
    var rest: ArraySlice<String>
    /// True after `--`.
    var onlyOperands = false
    private(set) var operands: [String] = []
    private(set) var values: [String: [OptionValue]] = [:]
    private var standardInputs = 0

    init(command: Command, catalogue: Catalogue, rest: ArraySlice<String>) {
      self.command = command
      self.catalogue = catalogue
      self.rest = rest
    }

    var options: [Option] {
      command.name.isEmpty ? catalogue.bareOptions : command.allOptions
    }

    func has(_ option: Option) -> Bool {
      values[option.name] != nil
    }

    /// `--name`, `--name value` or `--name=value`.
    mutating func takeLong(_ argument: String) throws(Failure) {
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = options.first(where: { $0.name == name }) else {
        throw Failure.unknownOption("--\(name)", command: command, known: options)
      }
      try take(option, as: option.flag, attached: parts.count > 1 ? String(parts[1]) : nil)
    }

    /// `-a`, `-ab` for switches, `-v value` or `-vvalue`.
    mutating func takeShort(_ argument: String) throws(Failure) {
      var letters = argument.dropFirst()
      while let letter = letters.popFirst() {
        guard let option = options.first(where: { $0.short == letter }) else {
          throw Failure.unknownOption("-\(letter)", command: command, known: options)
        }
        let attached = option.value == nil || letters.isEmpty ? nil : String(letters)
        try take(option, as: "-\(letter)", attached: attached)
        if attached != nil {
          return
        }
      }
    }

    mutating func takeOperand(_ text: String) throws(Failure) {
      // The last operand may take any number of words; all others take one each.
      let last = command.operands.last
      let open = last?.presence == .several ? last : nil
      let place = operands.count
      guard let operand = place < command.operands.count ? command.operands[place] : open else {
        throw Failure.extraOperand(text, command: command)
      }
      guard !text.isEmpty else {
        throw Failure.emptyValue(operand.name, command: command)
      }
      _ = try ValueReader(command: command, catalogue: catalogue)
        .read(text, as: operand.kind, for: operand.name)
      operands.append(text)
      try countStandardInput(text, operand.kind)
    }

    func checkComplete() throws(Failure) {
      guard operands.count < command.operands.count else { return }
      let next = command.operands[operands.count]
      if next.presence != .optional {
        throw Failure.missingOperand(next, command: command)
      }
    }

    private mutating func take(
      _ option: Option, as spelling: String, attached: String?
    ) throws(Failure) {
      guard option.repeats || !has(option) else {
        throw Failure.repeated(spelling, command: command)
      }
      guard let kind = option.value else {
        guard attached == nil else {
          throw Failure.valueOfSwitch(spelling, command: command)
        }
        values[option.name] = [.present]
        return
      }
      // Taking the next option for a value would hide the mistake; `=` can still say it is meant.
      guard let text = attached ?? (nextIsOption ? nil : rest.popFirst()), !text.isEmpty else {
        throw Failure.missingValue(spelling, kind: kind, command: command)
      }
      let value = try ValueReader(command: command, catalogue: catalogue)
        .read(text, as: kind, for: spelling)
      values[option.name, default: []].append(value)
      try countStandardInput(text, kind)
    }

    /// Who reads standard input second finds nothing there.
    private mutating func countStandardInput(
      _ text: String, _ kind: ValueKind
    ) throws(Failure) {
      guard case .file = kind, text == FileInput.standardInput else { return }
      standardInputs += 1
      if standardInputs > 1 {
        throw Failure.standardInputTwice(command: command)
      }
    }

    private var nextIsOption: Bool {
      rest.first?.hasPrefix("--") ?? false
    }
  }
}
