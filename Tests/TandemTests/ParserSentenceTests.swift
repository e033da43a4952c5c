import Testing

@testable import tandem

/// Every way a command line can be wrong, and what is said about it.
@Suite struct ParserSentenceTests {
  static let sentences: [(words: [String], sentence: String)] = [
    (["previw", "t"], "previw: is not a verb; did you mean preview?"),
    (["pre"], "pre: is not a verb; did you mean preview?"),
    (["frobnicate"], "frobnicate: is not a verb; tandem --help lists them"),
    ([""], "\"\": is not a verb; tandem --help lists them"),
    (["help", "chek"], "chek: is not a verb; did you mean check?"),
    (["--hlep"], "unknown option --hlep; did you mean --help?"),
    (["--zzzz"], "unknown option --zzzz; tandem --help lists them"),
    (["-x"], "unknown option -x; tandem --help lists them"),
    (["t.json", "u.json"], "\"u.json\" is one operand too many"),
    (["preview", "t", "--venu", "x"], "preview: unknown option --venu; did you mean --venue?"),
    (["preview", "--venu=x"], "preview: unknown option --venu; did you mean --venue?"),
    (
      ["preview", "--version"],
      "preview: unknown option --version; tandem preview --help lists them"
    ),
    (["preview", "--qqqq"], "preview: unknown option --qqqq; tandem preview --help lists them"),
    (["preview", "-z"], "preview: unknown option -z; tandem preview --help lists them"),
    (
      ["preview", "t", "--at"],
      "preview: --at needs a value: a whole number from 0 to 253402300799999"
    ),
    (
      ["preview", "t", "--format", "--reveal"],
      "preview: --format needs a value: wire, json or curl"
    ),
    (["preview", "t", "--credentials="], "preview: --credentials needs a value: FILE"),
    (["preview", "t", "--reveal=yes"], "preview: --reveal takes no value"),
    (["preview", "--help=yes"], "preview: --help takes no value"),
    (["preview", "t", "--at=1", "--at=2"], "preview: --at is given twice"),
    (
      ["preview", "t", "--format", "jsn"],
      "preview: --format takes wire, json or curl, not \"jsn\"; did you mean json?"
    ),
    (
      ["preview", "t", "--env", "production"],
      "preview: --env takes paper, testnet, demo or live, not \"production\""
    ),
    (
      ["preview", "t", "--at", "-1"],
      "preview: --at takes a whole number from 0 to 253402300799999, not \"-1\""
    ),
    (
      ["preview", "t", "--seed", "9223372036854775808"],
      "preview: --seed takes a whole number from 0 to 9223372036854775807,"
        + " not \"9223372036854775808\""
    ),
    (
      ["preview", "t", "--at", "+5"],
      "preview: --at takes a whole number from 0 to 253402300799999, not \"+5\""
    ),
    (
      ["preview", "t", "--at", "5 "],
      "preview: --at takes a whole number from 0 to 253402300799999, not \"5 \""
    ),
    (["preview"], "preview: TICKET is missing; usage: tandem preview TICKET"),
    (["preview", ""], "preview: TICKET is empty"),
    (["preview", "a", "b"], "preview: \"b\" is one operand too many"),
    (
      ["check", "-", "--market", "-"],
      "check: - is given twice, but standard input can be read only once"
    ),
    (["rules", "x"], "rules: takes no operand, not \"x\""),
    (["completions"], "completions: SHELL is missing; usage: tandem completions SHELL"),
    (
      ["completions", "fsh"],
      "completions: SHELL takes bash, zsh or fish, not \"fsh\"; did you mean fish?"
    ),
  ]

  @Test(arguments: sentences)
  func aWrongCommandLineGetsOneSentence(_ words: [String], _ sentence: String) {
    let errors = Recorder()
    let output = Recorder()
    let status = runWords(words, catalogue: .sample, output: output, errors: errors)
    #expect(errors.text == "tandem: \(sentence)\n")
    #expect(output.text.isEmpty)
    #expect(status == .usage)
  }

  static let unusual: [(words: [String], sentence: String)] = [
    (["odd", "a"], "odd: REST is missing; usage: tandem odd FIRST REST..."),
    (["odd", "a", "b", "-ql"], "odd: -l needs a value: a whole number from -2 to 9"),
    (["odd", "a", "b", "-lq"], "odd: -l takes a whole number from -2 to 9, not \"q\""),
    (["odd", "a", "b", "-qq"], "odd: -q is given twice"),
    (["odd", "a", "b", "-q", "--quiet"], "odd: --quiet is given twice"),
    (["odd", "a", "b", "-qx"], "odd: unknown option -x; tandem odd --help lists them"),
  ]

  @Test(arguments: unusual)
  func shortOptionsAreAsStrict(_ words: [String], _ sentence: String) {
    let errors = Recorder()
    let status = runWords(words, catalogue: .unusual, output: Recorder(), errors: errors)
    #expect(errors.text == "tandem: \(sentence)\n")
    #expect(status == .usage)
  }

  @Test func aHostileArgumentStaysOnItsLine() {
    let outcome = run("preview", "--\u{1B}[2J\n\u{202E}x")
    #expect(
      outcome.errors
        == "tandem: preview: unknown option --\\u{1B}[2J\\u{A}\\u{202E}x;"
        + " tandem preview --help lists them\n")
  }

  @Test func anEndlessArgumentIsCutAndTheSentenceGoesOn() {
    let outcome = run("preview", "--" + String(repeating: "a", count: 100_000))
    #expect(
      outcome.errors
        == "tandem: preview: unknown option --" + String(repeating: "a", count: 198)
        + "…; tandem preview --help lists them\n")
  }

  @Test func lostOutputIsAFailureOnlyOfARunThatWasFine() {
    let full = Failure("standard output", "cannot be written: no space left")
    let fine = run("--version", output: Recorder(failure: full))
    #expect(fine.status == .usage)
    #expect(fine.errors == "tandem: standard output: cannot be written: no space left\n")
    let doubtful = Catalogue.with(
      bare: TicketVerb.command,
      commands: [
        Rules.command { (_) throws(Failure) in .inDoubt }
      ])
    let outcome = run("rules", catalogue: doubtful, output: Recorder(failure: full))
    #expect(outcome.status == .inDoubt)
    #expect(outcome.errors == fine.errors)
  }

  @Test func aVerbThatFailsEndsWithItsOwnStatus() {
    let catalogue = Catalogue.with(
      bare: TicketVerb.command,
      commands: [
        Rules.command { (_) throws(Failure) in
          throw Failure("binance", "cannot be reached", status: .noConnection)
        }
      ])
    let outcome = run("rules", catalogue: catalogue)
    #expect(outcome.status == .noConnection)
    #expect(outcome.errors == "tandem: binance: cannot be reached\n")
  }
}
