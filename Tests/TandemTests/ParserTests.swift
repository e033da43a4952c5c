import Testing

@testable import tandem

@Suite struct ParserTests {
  @Test func valuesStandBesideOrBehindAnEqualsSign() {
    #expect(
      run("preview", "t.json", "--venue", "binance", "--at=5").output
        == "operand t.json\nvenue binance\nat 5 = 5\n")
  }

  @Test func optionsStandBeforeOrAfterOperands() {
    let before = run("preview", "--reveal", "--format", "json", "t.json")
    let after = run("preview", "t.json", "--reveal", "--format", "json")
    #expect(before.status == .fine)
    #expect(before.output == "operand t.json\nformat json\nreveal \n")
    #expect(after.output == before.output)
  }

  @Test func aRepeatableOptionKeepsItsOrder() {
    let outcome = run("preview", "t.json", "--venue=kucoin", "--venue", "binance")
    #expect(outcome.output == "operand t.json\nvenue kucoin,binance\n")
  }

  @Test func everythingAfterTwoDashesIsAnOperand() {
    #expect(run("preview", "--", "--reveal").output == "operand --reveal\n")
    #expect(run("preview", "--", "--help").output == "operand --help\n")
    #expect(run("odd", "--", "a", "--", catalogue: .unusual).output == "operand a\noperand --\n")
  }

  @Test func aSingleDashIsAFileOrAValue() {
    #expect(run("preview", "-").output == "operand -\n")
    #expect(
      run("preview", "t.json", "--credentials", "-").output
        == "operand t.json\ncredentials -\n")
  }

  @Test func aValueMayContainAnEqualsSignOrBeginWithDashes() {
    #expect(
      run("preview", "t", "--credentials=a=b").output == "operand t\ncredentials a=b\n")
    #expect(
      run("preview", "t", "--credentials=--x").output == "operand t\ncredentials --x\n")
  }

  @Test(arguments: [
    ["-qnl5"], ["-q", "-n", "-l", "5"], ["-ql", "5", "-n"], ["-qn", "--level=5"],
  ])
  func shortOptionsStandAloneOrTogether(_ words: [String]) throws {
    let request = try Parser(catalogue: .unusual).parse(["odd"] + words + ["a", "b"])
    guard case .run(_, let operands, let values) = request else {
      Issue.record("not a run: \(request)")
      return
    }
    #expect(operands == ["a", "b"])
    #expect(values["quiet"] == [.present])
    #expect(values["near"] == [.present])
    #expect(values["level"] == [.integer(5, "5")])
  }

  @Test func theLastOperandMayTakeSeveralWords() {
    let outcome = run("odd", "a", "b", "--quiet", "c", "d", catalogue: .unusual)
    #expect(outcome.output == "operand a\noperand b\noperand c\noperand d\nquiet \n")
  }

  @Test(arguments: [("-2", Int64(-2)), ("9", 9), ("0", 0), ("007", 7)])
  func bothEndsOfARangeAreInIt(_ text: String, _ number: Int64) {
    let outcome = run("odd", "a", "b", "--level", text, catalogue: .unusual)
    #expect(outcome.output.hasSuffix("level \(text) = \(number)\n"))
  }

  @Test func fallbacksComeFromTheRow() throws {
    let rim = Rim.still([], output: Recorder(), errors: Recorder())
    let invocation = Invocation(
      command: Rules.command { (_) throws(Failure) in .fine }, catalogue: .sample, operands: [],
      values: [:], rim: rim)
    #expect(invocation.text(.textOrJSON) == "text")
    #expect(!invocation.has(.textOrJSON))
    #expect(invocation.texts(.venue).isEmpty)
    #expect(invocation.text(.credentials) == nil)
  }

  @Test func helpWinsOverWhatIsMissing() {
    #expect(run("preview", "--help").output == Help(catalogue: .sample).verb(previewRow))
    #expect(run("preview", "-h").output == run("preview", "--help").output)
    #expect(run("help", "preview").output == run("preview", "--help").output)
    #expect(run("help").output == run("--help").output)
  }

  @Test func versionIsNameAndNumber() {
    #expect(run("--version").output == "tandem 0.1.0\n")
    #expect(run("-V").output == "tandem 0.1.0\n")
  }

  @Test func withoutAVerbTheTicketBegins() {
    #expect(run().status == .fine)
    #expect(run("--ascii", "t.json").output == "operand t.json\nascii \n")
    #expect(run("-").output == "operand -\n")
    #expect(run("--", "x").output == "operand x\n")
  }

  private var previewRow: Command {
    Catalogue.sample.commands[0]
  }
}
