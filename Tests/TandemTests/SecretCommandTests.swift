import Testing

@testable import tandem

@Suite struct SecretCommandTests {
  /// A program that closes its output and lives on must not hold us.
  @Test func aProgramThatClosesItsOutputAndStaysIsEnded() {
    #expect(throws: Failure("secret_command", "its program did not answer in time")) {
      try SecretCommand.run("sh -c 'echo s; exec >&-; exec sleep 5'", seconds: 1)
    }
  }

  @Test func theSentenceDoesNotRepeatTheCommand() {
    // With a slash, so that no directory of PATH that a user may not read has a word in it.
    #expect(throws: Failure("secret_command", "its program: no such file")) {
      try SecretCommand.run("/a-pasted-secret-and-no-program")
    }
    #expect(throws: Failure("secret_command", "its program failed")) {
      try SecretCommand.run("false")
    }
    #expect(throws: Failure("secret_command", "its program printed nothing")) {
      try SecretCommand.run("true")
    }
  }

  @Test func theFirstLineIsTheSecret() throws {
    #expect(try SecretCommand.run("sh -c 'echo one; echo two'").reveal() == "one")
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
