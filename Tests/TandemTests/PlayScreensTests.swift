import Glibc
import Screen
import Testing

@testable import tandem

/// Golden screens: each folder of `Tests/Screens` has keys, and what the screen shows after them.
@Suite("Golden screens") struct PlayScreensTests {
  static let sizes = ["60x16", "80x24", "120x40", "200x60"]

  /// A form of the screen, and the end of its file's name.
  struct Form: Sendable, CustomStringConvertible {
    let suffix: String
    let options: [String]
    var description: String { suffix }
  }

  static let forms = [
    Form(suffix: "txt", options: []), Form(suffix: "ascii.txt", options: ["--ascii"]),
    Form(suffix: "ansi", options: ["--dump", "ansi", "--color", "256"]),
  ]

  private static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Screens"
  }()

  static let names = (try? Folders.names(in: folder))?.filter { !$0.hasPrefix(".") } ?? []

  @Test("There are screens to look at") func areThere() {
    #expect(Self.names.count >= 20)
  }

  @Test("The screen after these keys is the recorded one", arguments: names, forms)
  func isTheRecorded(_ name: String, _ form: Form) throws {
    let folder = "\(Self.folder)/\(name)"
    let keys = try contents(of: "\(folder)/keys.play")
    let environment = (try? contents(of: "\(folder)/env"))?.split(separator: "\n").first
    for size in Self.sizes {
      let words =
        ["play", "keys.play", "--size", size] + form.options
        + (environment.map { ["--env", String($0)] } ?? [])
      let seen = World(files: ["keys.play": keys]).run(words: words)
      #expect(seen.errors == "", "\(name) \(size)")
      #expect(seen.status == .fine, "\(name) \(size)")
      if form.suffix == "ascii.txt" {
        #expect(seen.output.utf8.allSatisfy { $0 < 0x80 }, "\(name) \(size)")
      }
      try expectRecorded(seen.output, "\(folder)/\(size).\(form.suffix)")
    }
  }
}
