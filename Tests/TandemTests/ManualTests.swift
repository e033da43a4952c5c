import Testing

@testable import tandem

@Suite struct ManualTests {
  @Test func thePageIsTheRecordedOne() throws {
    try expectSnapshot(Manual(catalogue: .sample).page(), "tandem.1")
  }

  @Test func noCharacterOfPlainTextIsTakenForRoff() {
    #expect(Roff.escape("a\\-b") == "a\\(rs\\-b")
    #expect(Roff.escape("'q' \"w\" `e` ^ ~") == "\\(aqq\\(aq \\(dqw\\(dq \\(gae\\(ga \\(ha \\(ti")
    #expect(Roff.escape("…é😀") == "\\[u2026]\\[u00E9]\\[u1F600]")
  }

  @Test(.enabled(if: hasTool("groff")), arguments: [Catalogue.sample, .shipped, .unusual])
  func groffHasNothingToComplainAbout(_ catalogue: Catalogue) throws {
    let judged = try judge(
      "groff", ["-man", "-ww", "-Tutf8", "-P-cbou"], input: Manual(catalogue: catalogue).page())
    #expect(judged.status == 0)
    #expect(judged.errors.isEmpty)
    for command in catalogue.commands {
      for option in command.allOptions where option.name != "help" {
        #expect(judged.output.contains(option.spelling), "\(option.spelling)")
      }
    }
  }

  @Test(.enabled(if: hasTool("groff")))
  func hostileTextIsPrintedAsItIs() throws {
    var catalogue = Catalogue.unusual
    let lines = [
      ".so /etc/passwd", "'br", "a\\fBb\\n(yy", "--x 'y' \"z\" `w` ^~ …", "", "  two  spaces",
    ]
    let section = Catalogue.Section(
      title: "The \"file\"",
      paragraphs: [
        .prose(".so is the start of this"), .literal(lines.joined(separator: "\n")),
      ])
    catalogue.sections = { [section] }
    let judged = try judge(
      "groff", ["-man", "-ww", "-Tutf8", "-P-cbou"], input: Manual(catalogue: catalogue).page())
    #expect(judged.errors.isEmpty)
    #expect(judged.output.contains("THE \"FILE\"\n"))
    #expect(judged.output.contains(".so is the start of this\n"))
    for line in lines where !line.isEmpty {
      #expect(judged.output.contains("           \(line)\n"), "\(line)")
    }
    #expect(judged.output.contains("it's [odd]: a \\ row") || judged.output.contains("It's [odd]"))
  }
}
