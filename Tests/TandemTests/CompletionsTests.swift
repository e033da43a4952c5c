import Testing

@testable import tandem

@Suite struct CompletionsTests {
  @Test(arguments: Shell.allCases)
  func theScriptIsTheRecordedOne(_ shell: Shell) throws {
    try expectSnapshot(shell.script(for: .sample), "completions.\(shell)")
  }

  @Test(arguments: Shell.allCases, [Catalogue.sample, .shipped, .unusual])
  func theShellCanReadIt(_ shell: Shell, _ catalogue: Catalogue) throws {
    guard hasTool(shell.rawValue) else { return }
    let judged = try judge(shell.rawValue, ["-n"], input: shell.script(for: catalogue))
    #expect(judged.status == 0)
    #expect(judged.errors.isEmpty)
  }

  static let offers: [(line: [String], offered: [String])] = [
    (["tandem", "ve"], ["venues"]),
    (["tandem", "--v"], ["--version"]),
    (["tandem", "preview", "--re"], ["--reveal"]),
    (["tandem", "check", "--re"], []),
    (["tandem", "preview", "--format", ""], ["wire", "json", "curl"]),
    (["tandem", "preview", "--format", "=", "j"], ["json"]),
    (["tandem", "preview", "--format", "="], ["wire", "json", "curl"]),
    (["tandem", "check", "--format", ""], ["text", "json"]),
    (["tandem", "preview", "t.json", "--venue", "b"], ["binance", "bingx"]),
    (["tandem", "preview", "--at", ""], []),
    (["tandem", "completions", ""], ["bash", "zsh", "fish"]),
    (["tandem", "help", "pre"], ["preview"]),
  ]

  @Test(.enabled(if: hasTool("bash")), arguments: offers)
  func bashOffersWhatTheRowSays(_ line: [String], _ offered: [String]) throws {
    let words = line.map { "'\($0)'" }.joined(separator: " ")
    let script =
      Shell.bash.script(for: .sample) + """
        COMP_WORDS=(\(words)) COMP_CWORD=\(line.count - 1)
        _tandem
        printf '%s\\n' "${COMPREPLY[@]}"

        """
    let judged = try judge("bash", ["--norc"], input: script)
    #expect(judged.errors.isEmpty)
    #expect(judged.output.split(separator: "\n").map(String.init) == offered)
  }

  @Test(.enabled(if: hasTool("bash")))
  func bashOffersFilesWhereAFileIsMeant() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.file("a ticket.json", [1])
    for words in ["preview '\(directory.root)/a'", "check --market '\(directory.root)/a'"] {
      let script =
        Shell.bash.script(for: .sample) + """
          COMP_WORDS=(tandem \(words)) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _tandem
          printf '%s\\n' "${COMPREPLY[@]}"

          """
      #expect(try judge("bash", ["--norc"], input: script).output == path + "\n")
    }
  }
}
