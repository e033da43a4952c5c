import Foundation
import Testing

@testable import Screen

/// The themes that come with the program, and what a theme becomes at each depth.
@Suite struct ThemeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("themes")

  private func theme(_ id: String) throws -> Theme { try #require(try BuiltInThemes.theme(id)) }

  @Test func theFilesAndTheProgramSayTheSame() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".theme") }
    #expect(files.sorted() == BuiltInThemes.ids.map { $0 + ".theme" }.sorted())
    for id in BuiltInThemes.ids {
      let file = Self.folder.appendingPathComponent(id + ".theme")
      #expect(try String(contentsOf: file, encoding: .utf8) == BuiltInThemes.text(id), "\(id)")
    }
  }

  @Test func thereAreEnough() {
    #expect(BuiltInThemes.ids.count >= 8)
    #expect(
      Set(["dark", "light", "high-contrast", "colour-blind", "mono", "terminal"]).isSubset(
        of: BuiltInThemes.ids))
  }

  @Test(arguments: BuiltInThemes.ids)
  func everyThemeCanBeRead(_ id: String) throws {
    let theme = try theme(id)
    #expect(!theme.name.isEmpty && !theme.about.isEmpty)
    for depth in ColorDepth.allCases {
      for finding in theme.contrastFindings(at: depth) { Issue.record("\(id): \(finding)") }
    }
  }

  /// WCAG 2.1: white and black are 21:1; #777777 on white is just short of 4.5.
  @Test func contrastIsThatOfTheStandard() {
    #expect(abs(RGB(0, 0, 0).contrast(with: RGB(255, 255, 255)) - 21) < 0.001)
    #expect(abs(RGB(0x77, 0x77, 0x77).contrast(with: RGB(255, 255, 255)) - 4.478) < 0.001)
    #expect(abs(RGB(0x76, 0x76, 0x76).contrast(with: RGB(255, 255, 255)) - 4.542) < 0.001)
    #expect(abs(RGB(255, 0, 0).contrast(with: RGB(0, 0, 255)) - 2.149) < 0.001)
  }

  @Test func aThemeThatCannotBeReadIsFound() throws {
    let text = "name = \"Dim\"\ninherit = \"dark\"\n[palette]\nred = \"#3a1512\"\n"
    let findings = try Theme(ThemeFile.read(text.utf8, file: "dim.theme"))
      .contrastFindings(at: .full)
    #expect(findings.contains { $0.role == .error && $0.surface == .screen })
    #expect(findings.allSatisfy { [.error, .sell, .loss].contains($0.role) })
  }

  /// What must not look alike, whatever the terminal can show.
  @Test(arguments: BuiltInThemes.ids, ColorDepth.allCases)
  func whatDiffersLooksDifferent(_ id: String, _ depth: ColorDepth) throws {
    let sheet = try theme(id).styles(at: depth)
    let looks = { (role: Role) in sheet.style(Paint(role)) }
    #expect(looks(.buy) != looks(.sell))
    #expect(looks(.profit) != looks(.loss))
    #expect(looks(.error) != looks(.ok))
    #expect(looks(.live) != looks(.paper))
    #expect(looks(.live) != looks(.testnet))
    #expect(looks(.border) != looks(.borderFocus))
    #expect(looks(.tab) != looks(.tabActive))
    #expect(looks(.choice) != looks(.choiceActive))
    #expect(looks(.text) != looks(.match))
    #expect(looks(.doubt) != looks(.filled))
    let plain = sheet.style(.text)
    for surface in [Surface.selection, .fieldFocus, .live] {
      let style = sheet.style(Paint(.text, on: surface))
      #expect(
        style.background != plain.background || style.attributes != plain.attributes, "\(surface)")
    }
    #expect(
      sheet.style(Paint(.field, on: .field)) != sheet.style(Paint(.field, on: .fieldFocus)))
  }

  @Test(arguments: BuiltInThemes.ids, ColorDepth.allCases)
  func noDepthIsExceeded(_ id: String, _ depth: ColorDepth) throws {
    let sheet = try theme(id).styles(at: depth)
    for role in Role.allCases {
      for surface in Surface.allCases {
        let style = sheet.style(Paint(role, on: surface))
        for color in [style.foreground, style.background] {
          switch (color, depth) {
          case (.standard, _), (_, .full): break
          case (.indexed, .indexed): break
          case (.indexed(let index), .sixteen): #expect(index < 16)
          case (.indexed(let index), .eight): #expect(index < 8)
          default: Issue.record("\(color) at \(depth)")
          }
        }
      }
    }
  }

  @Test func someThemesUseFewerColoursThanThereAre() throws {
    let mono = try theme("mono").styles(at: .full)
    #expect(mono.style(Paint(.buy)) == Style(attributes: .bold))
    #expect(mono.style(Paint(.text, on: .selection)) == Style(attributes: .reverse))
    let terminal = try theme("terminal").styles(at: .full)
    #expect(terminal.style(Paint(.error)) == Style(foreground: .indexed(1), attributes: .bold))
    #expect(terminal.style(.text) == .standard)
  }

  @Test func aBadgeLooksAlikeOnEverySurface() throws {
    let sheet = try theme("dark").styles(at: .full)
    for surface in Surface.allCases {
      let style = sheet.style(Paint(.testnet, on: surface))
      #expect(style.foreground == .rgb(0x14, 0x17, 0x1C))
      #expect(style.background == .rgb(0xF2, 0xC0, 0x63))
    }
  }

  /// The cube's levels are 0, 95, 135, 175, 215, 255; the greys go from 8 to 238 by tens.
  @Test func theNearestColourIsTaken() {
    let reduction = ColorReduction(depth: .indexed, isLight: false)
    let nearest = { (red: UInt8, green: UInt8, blue: UInt8) in
      reduction.style(Style(background: .rgb(red, green, blue)), demand: 1).background
    }
    #expect(nearest(0, 0, 0) == .indexed(16))
    #expect(nearest(255, 255, 255) == .indexed(231))
    #expect(nearest(255, 0, 0) == .indexed(196))
    #expect(nearest(96, 134, 176) == .indexed(67))
    #expect(nearest(18, 18, 18) == .indexed(233))
    #expect(nearest(238, 238, 238) == .indexed(255))
  }

  @Test func aPaleTextDoesNotVanishWhereThereAreFewColours() {
    let pale = Style(foreground: .rgb(0xF0, 0xE0, 0x60), background: .rgb(0xFF, 0xFF, 0xFF))
    let reduction = ColorReduction(depth: .sixteen, isLight: true)
    #expect(reduction.style(pale, demand: 1).background == .indexed(15))
    #expect(reduction.style(pale, demand: 1).foreground != .indexed(15))
    let text = Style(foreground: .rgb(0x20, 0x90, 0x40), background: .rgb(0xFF, 0xFF, 0xFF))
    let style = reduction.style(text, demand: 4.5)
    #expect(
      style.foreground.rgb(isLight: true, isBackground: false).contrast(with: RGB(255, 255, 255))
        >= 3)
  }

  /// By distance alone the first would be grey, the second red or yellow, the third black.
  @Test func aHueStaysAHueAndAGreyAGrey() {
    let reduced = { (color: Color, ground: Color, depth: ColorDepth) in
      ColorReduction(depth: depth, isLight: false)
        .style(Style(foreground: color, background: ground), demand: 3).foreground
    }
    let (ink, paper) = (Color.rgb(0x14, 0x17, 0x1C), Color.rgb(0xF6, 0xEF, 0xDF))
    #expect([.indexed(2), .indexed(10)].contains(reduced(.rgb(0x7F, 0xD8, 0x8F), ink, .sixteen)))
    #expect(reduced(.rgb(0x7F, 0xD8, 0x8F), ink, .eight) == .indexed(2))
    #expect(reduced(.rgb(0x6D, 0x5D, 0x48), paper, .eight) == .indexed(0))
    #expect(reduced(.rgb(0x43, 0x4D, 0x5B), ink, .eight) == .indexed(7))
  }

  @Test func whatIsReversedStandsOutOnAReversedSurface() throws {
    let sheet = try theme("dark").styles(at: .mono)
    #expect(sheet.style(Paint(.text, on: .bar)).attributes == .reverse)
    #expect(sheet.style(Paint(.live, on: .bar)).attributes == .bold)
    #expect(sheet.style(Paint(.live)).attributes == [.bold, .reverse])
  }

  @Test func withEightColoursBrightIsBold() {
    let reduction = ColorReduction(depth: .eight, isLight: false)
    #expect(
      reduction.style(Style(foreground: .indexed(9)), demand: 1)
        == Style(foreground: .indexed(1), attributes: .bold))
    #expect(reduction.style(Style(foreground: .indexed(8)), demand: 1).foreground == .indexed(7))
  }

  @Test func aReloadTellsWhatChanged() throws {
    let dark = try theme("dark")
    #expect(dark.differences(from: dark).isEmpty)
    let text =
      "name = \"Other\"\ninherit = \"dark\"\n[roles]\nsource = \"teal bold\"\n"
      + "[surfaces.mono]\nfield = \"plain\"\n"
    let other = try Theme(ThemeFile.read(text.utf8, file: "other.theme"))
    #expect(other.differences(from: dark) == ["surface field", "role source"])
  }

  @Test func rolesAreCalledByTheirWords() {
    #expect(Role.borderFocus.name == "border.focus")
    #expect(Role(name: "payload.secret") == .payloadSecret)
    #expect(Role(name: "payloadSecret") == nil)
    // The names are written out in the order of the cases.
    func words(_ name: String) -> String {
      name.reduce(into: "") { $0 += $1.isUppercase ? "." + $1.lowercased() : String($1) }
    }
    for role in Role.allCases { #expect(role.name == words("\(role)")) }
    for surface in Surface.allCases { #expect(surface.name == words("\(surface)")) }
    #expect(Surface(name: "field.focus") == .fieldFocus)
  }
}
