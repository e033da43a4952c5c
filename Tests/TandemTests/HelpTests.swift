import Testing

@testable import tandem

@Suite struct HelpTests {
  private let help = Help(catalogue: .sample)

  @Test func theProgramsHelpIsTheRecordedOne() throws {
    try expectSnapshot(help.program(), "help.txt")
  }

  @Test(arguments: Catalogue.sample.commands.map(\.name))
  func theHelpOfAVerbIsTheRecordedOne(_ name: String) throws {
    let command = try #require(Catalogue.sample.command(named: name))
    try expectSnapshot(help.verb(command), "help-\(name).txt")
  }

  @Test(arguments: [Catalogue.sample, .shipped, .unusual])
  func noLineIsLongerThanATerminalOrEndsInSpaces(_ catalogue: Catalogue) {
    let help = Help(catalogue: catalogue)
    let texts = [help.program()] + catalogue.commands.map(help.verb)
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
      #expect(line.count <= 80, "\(line)")
      #expect(!line.hasSuffix(" "), "\(line)")
    }
  }

  @Test(arguments: [Catalogue.sample, .shipped])
  func aRowIsFitToBeShown(_ catalogue: Catalogue) {
    #expect(Set(catalogue.commands.map(\.name)).count == catalogue.commands.count)
    for command in catalogue.commands {
      #expect(!command.summary.hasSuffix("."), "\(command.name)")
      #expect(command.summary.count <= 60, "\(command.name)")
      #expect(Set(command.allOptions.map(\.name)).count == command.allOptions.count)
      let shorts = command.allOptions.compactMap(\.short)
      #expect(Set(shorts).count == shorts.count)
      #expect(command.operands.dropLast().allSatisfy { $0.presence == .required })
      for option in command.allOptions {
        #expect(!option.help.hasSuffix("."), "\(command.name) \(option.flag)")
        #expect(option.value != nil || !option.repeats, "\(command.name) \(option.flag)")
        if case .choice(_, let choices) = option.value, let fallback = option.fallback {
          #expect(choices.contains(fallback), "\(command.name) \(option.flag)")
        }
      }
    }
  }

  @Test func everyExampleIsACommandLineThatCanBeRead() throws {
    let parser = Parser(catalogue: .sample)
    for example in Catalogue.sample.examples where example.line.hasPrefix("tandem ") {
      let words = example.line.split(separator: " ").map(String.init).dropFirst()
      _ = try parser.parse(Array(words.prefix { !["|", ">", "<"].contains($0) }))
    }
  }
}

@Suite struct ProseTests {
  @Test func linesBreakAtSpacesOnly() {
    #expect(Prose.wrap("aa bb cc", width: 5) == ["aa bb", "cc"])
    #expect(Prose.wrap("aa bb cc", width: 4) == ["aa", "bb", "cc"])
    #expect(Prose.wrap("a longword b", width: 4) == ["a", "longword", "b"])
    #expect(Prose.wrap("", width: 4).isEmpty)
    #expect(Prose.wrap(["[--a B]", "C"], width: 8) == ["[--a B]", "C"])
  }

  @Test func aLongTermHasALineOfItsOwn() {
    let long = String(repeating: "x", count: 30)
    #expect(Prose.table([("a", "one"), (long, "two")]) == "  a  one\n  \(long)\n     two\n")
    #expect(Prose.table([("a", "one")], terms: 3) == "  a    one\n")
  }

  @Test func listsReadLikeSentences() {
    #expect(Prose.list([], conjunction: "or") == "")
    #expect(Prose.list(["a"], conjunction: "or") == "a")
    #expect(Prose.list(["a", "b"], conjunction: "or") == "a or b")
    #expect(Prose.list(["a", "b", "c"], conjunction: "or") == "a, b or c")
  }
}
