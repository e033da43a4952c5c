import Testing

@testable import tandem

@Suite struct SecretCommandTests {
  @Test func theFirstLineIsTheSecret() throws {
    #expect(try SecretCommand.run("printf 'hush\\nmore'").reveal() == "hush")
  }

  @Test func noShellReadsTheCommand() throws {
    #expect(
      try SecretCommand.run("echo $HOME; `id` > /dev/full").reveal() == "$HOME; `id` > /dev/full")
    #expect(try SecretCommand.words(of: "a 'b c' \"d e\"f  g") == ["a", "b c", "d ef", "g"])
  }

  @Test(arguments: ["", "  ", "false", "true", "/nonexistent/pass", "echo 'x"])
  func whatGivesNoSecretIsOneSentence(_ command: String) {
    #expect(throws: Failure.self) { try SecretCommand.run(command) }
  }

  @Test func anEndlessAnswerIsCutOff() {
    // `yes` never ends; only its first line is wanted, and it is ended as a failure.
    #expect(throws: Failure.self) { try SecretCommand.run("yes") }
  }
}
