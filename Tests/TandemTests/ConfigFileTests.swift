import Screen
import Testing

@testable import tandem

@Suite("Configuration") struct ConfigFileTests {
  @Test func everySettingIsRead() throws {
    let text = """
      # mine
      theme = light
        color=256   # on this terminal
      ascii = yes\r
      mouse = no
      tape = still

      """
    var expected = ConfigFile()
    expected.theme = "light"
    expected.color = .depth(.indexed)
    expected.isASCII = true
    expected.isMouseOn = false
    expected.tape = "still"
    #expect(try ConfigFile(Array(text.utf8), path: "config") == expected)
  }

  @Test(
    "What is not understood is told with its line",
    arguments: [
      ("theme light", "has no = between a key and its value"),
      ("theme =", "theme has no value"), ("theme = # none", "theme has no value"),
      ("them = light", "\"them\" is no key; did you mean theme?"),
      ("x = y", "\"x\" is no key; the keys are theme, color, ascii, mouse and tape"),
      ("ascii = maybe", "ascii takes yes or no, not \"maybe\""),
      (
        "color = lots",
        "color takes auto, always, never, mono, 8, 16, 256 or true, not \"lots\""
      ),
    ])
  func flaws(_ line: String, _ sentence: String) {
    #expect(throws: Failure("c:2", sentence)) {
      try ConfigFile(Array("mouse = yes\n\(line)\n".utf8), path: "c")
    }
  }

  @Test func aSettingStandsOnce() {
    #expect(throws: Failure("c:2", "mouse is set twice")) {
      try ConfigFile(Array("mouse = yes\nmouse = yes\n".utf8), path: "c")
    }
  }

  private func choices(_ world: World, _ words: String...) throws -> TicketChoices {
    guard
      case .run(let command, let operands, let values) =
        try Parser(catalogue: .shipped).parse(words)
    else { throw Failure("", "no run") }
    return try TicketChoices(
      Invocation(
        command: command, catalogue: .shipped, operands: operands, values: values,
        rim: world.rim([], Recorder(), Recorder())))
  }

  private static let folder = ["XDG_CONFIG_HOME": "/c"]

  @Test func filesThatAreNotThereSayNothing() throws {
    let chosen = try choices(World(variables: Self.folder))
    #expect(chosen.theme == "dark")
    #expect(chosen.color == .automatic)
    #expect(!chosen.isASCII)
    #expect(chosen.isMouseOn)
    #expect(chosen.remarks.isEmpty)
  }

  @Test func theCommandLineWins() throws {
    let world = World(
      files: ["/c/tandem/config": "theme = light\ncolor = 8\nmouse = no\n"],
      variables: Self.folder)
    #expect(try choices(world).theme == "light")
    #expect(try choices(world).color == .depth(.eight))
    #expect(try !choices(world).isMouseOn)
    #expect(try choices(world, "--theme", "ember", "--color", "never").theme == "ember")
    #expect(try choices(world, "--theme", "ember", "--color", "never").color == .never)
  }

  @Test func aKeymapsMistakesAreRemarksAndDoNotStopTheProgram() throws {
    let world = World(
      files: ["/c/tandem/keys": "F12 = submit\nF10 = sumbit\n"], variables: Self.folder)
    let chosen = try choices(world)
    #expect(chosen.keymap != .standard)
    #expect(chosen.remarks.count == 1)
  }

  @Test func foldersAreThoseOfTheSpecification() {
    func folders(_ variables: [String: String]) -> Folders {
      Folders(World(variables: variables).rim([], Recorder(), Recorder()))
    }
    #expect(folders(["HOME": "/h"]).configuration == "/h/.config/tandem")
    #expect(folders(["HOME": "/h"]).data == "/h/.local/share/tandem")
    #expect(folders(["HOME": "/h", "XDG_DATA_HOME": "/d"]).data == "/d/tandem")
    // A path that is not absolute is to be ignored.
    #expect(folders(["HOME": "/h", "XDG_DATA_HOME": "d"]).data == "/h/.local/share/tandem")
    #expect(folders([:]).configuration == nil)
  }
}
