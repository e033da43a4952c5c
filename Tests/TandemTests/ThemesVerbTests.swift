import Exact
import Screen
import Testing

@testable import tandem

@Suite("tandem themes") struct ThemesVerbTests {
  private static let mine = """
    name = "Mine"
    about = "A test"
    inherit = "dark"
    [palette]
    ink = "#101418"
    """
  private static let folder = ["XDG_CONFIG_HOME": "/c"]

  private func world(_ themes: [String: String]) -> World {
    World(
      files: Dictionary(
        uniqueKeysWithValues: themes.map { ("/c/tandem/themes/\($0).theme", $1) }),
      variables: Self.folder)
  }

  @Test func everyThemeIsListedAndCanBeRead() {
    let seen = World().run("themes")
    #expect(seen.status == .fine)
    for name in BuiltInThemes.ids { #expect(seen.output.contains("\(name)\n  ")) }
    #expect(!seen.output.contains("✗"))
    let objects = World().run("themes", "--format", "json").objects
    #expect(objects.compactMap { $0["name"]?.string } == BuiltInThemes.ids)
    #expect(objects.allSatisfy { $0["contrast"]?.count == 0 })
  }

  @Test func onesOwnIsListedAndWinsOverOneOfTheName() {
    let seen = world(["mine": Self.mine]).run("themes")
    #expect(seen.output.hasSuffix("mine  (yours)\n  A test\n  contrast: as much as it must have\n"))
    let shadow = Self.mine.replacing("Mine", with: "Darker")
    let objects = world(["dark": shadow]).run("themes", "--format", "json").objects
    #expect(objects.first?["title"]?.string == "Darker")
    #expect(objects.first?["own"]?.bool == true)
    #expect(objects.count == BuiltInThemes.ids.count)
  }

  @Test func tooLittleContrastIsToldAndCounts() {
    let pale = Self.mine.replacing("#101418", with: "#c0c0c0")
    let seen = world(["pale": pale]).run("themes")
    #expect(seen.status == .refused)
    #expect(seen.output.contains("    ✗ text on screen has a contrast of "))
  }

  @Test func aFileThatCannotBeReadIsToldWithItsLine() {
    let seen = world(["bad": Self.mine + "\nnothing\n"]).run("themes", "--preview", "bad")
    #expect(seen.status == .usage)
    #expect(seen.errors.hasPrefix("tandem: /c/tandem/themes/bad.theme:6: "))
    #expect(
      World().run("themes", "--preview", "drak").errors
        == "tandem: \"drak\" is no theme; did you mean dark?\n")
    #expect(
      World().run("themes", "--preview", "./none.theme").errors
        == "tandem: ./none.theme: no such file\n")
  }

  @Test func aPathIsRead() {
    let seen = World(files: ["./x.theme": Self.mine]).run("themes", "--preview", "./x.theme")
    #expect(seen.status == .fine)
    #expect(seen.output.contains("\u{1B}["))
  }

  @Test func whatGoesWithPreviewIsNotTakenWithoutIt() {
    #expect(
      World().run("themes", "--dump", "svg").errors
        == "tandem: themes: --dump goes with --preview\n")
  }

  /// `themes/NAME.svg` is what this program draws.
  @Test(arguments: BuiltInThemes.ids) func thePictureIsTheRealThing(_ name: String) throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let seen = World().run("themes", "--preview", name, "--dump", "svg")
    #expect(seen.status == .fine)
    try expectRecorded(seen.output, "/\(folder)/themes/\(name).svg")
  }
}
