import Testing

@testable import tandem

/// What the README shows is what the program does.
@Suite struct ReadmeTests {
  private func readme() throws -> [Substring] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try contents(of: "/\(root)/README.md").split(
      separator: "\n", omittingEmptySubsequences: false)
  }

  /// The lines of the fenced block after a marker.
  private func block(after marker: String) throws -> [Substring] {
    let lines = try readme().drop { $0 != "<!-- \(marker) -->" }.dropFirst(2)
    return Array(lines.prefix { $0 != "```" })
  }

  @Test func theTimelineIsWhatSimulatePrints() throws {
    let shell = try block(after: "scenario")
    let file = shell.dropFirst().prefix { $0 != "EOF" }.joined(separator: "\n")
    let words = try #require(shell.last).split(separator: " ").dropFirst().map(String.init)
    let seen = World(files: ["part.json": file]).run(words: words)
    #expect(seen.status == .fine, "\(seen.errors)")
    #expect(try block(after: "timeline").joined(separator: "\n") + "\n" == seen.output)
  }

  @Test func theKeyScriptPlays() throws {
    let script = try block(after: "play").dropFirst().prefix { $0 != "EOF" }
    let seen = World(files: ["demo.play": script.joined(separator: "\n")]).run("play", "demo.play")
    #expect(seen.status == .fine, "\(seen.errors)")
  }
}
