import Screen
import Testing

@testable import TicketApp

@Suite("Keys")
struct KeymapTests {
  @Test("No two commands share a chord in one place")
  func unique() {
    for pane in App.Pane.allCases {
      var owners: [Chord: String] = [:]
      for command in AppCommand.all where command.place == .pane(pane) {
        for chord in command.keys {
          #expect(owners[chord] == nil, "\(chord.name): \(command.name), \(owners[chord] ?? "")")
          owners[chord] = command.name
        }
      }
    }
    var owners: [Chord: String] = [:]
    for command in AppCommand.all where command.place == .anywhere {
      for chord in command.keys {
        #expect(owners[chord] == nil, "\(chord.name): \(command.name), \(owners[chord] ?? "")")
        owners[chord] = command.name
      }
    }
  }

  @Test("Names are unique, and no command is called like a verb of the command line, but help")
  func names() {
    let names = AppCommand.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).intersection(LineVerb.all.map(\.name)) == ["help"])
  }

  @Test("Every command can be reached by a name that is typed, and says what it does")
  func described() {
    for command in AppCommand.all {
      #expect(command.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
      #expect(command.help.string.hasSuffix("."), "\(command.name)")
      #expect(command.title.string.first?.isUppercase == true, "\(command.name)")
    }
  }

  @Test("Every chord of the table is one that terminals send, by their own bytes")
  func sendable() {
    for command in AppCommand.all {
      for chord in command.keys {
        #expect(chord.obstacle == nil, "\(command.name): \(chord.name)")
        guard case .character(let scalar) = chord.key.code else { continue }
        var bytes: [UInt8] = chord.key.modifiers.contains(.alt) ? [0x1B] : []
        let isControl = chord.key.modifiers.contains(.control)
        bytes += isControl ? [UInt8(scalar.value & 0x1F)] : Array(String(scalar).utf8)
        var decoder = KeyDecoder()
        let inputs = decoder.feed(bytes)
        #expect(inputs == [.key(chord.key)], "\(command.name): \(chord.name)")
      }
    }
  }

  @Test(
    "Chords that reach the program as another key are refused with a reason",
    arguments: [
      "ctrl-i", "ctrl-m", "ctrl-h", "ctrl-[", "ctrl-A", "ctrl-1", "alt-[", "alt-O", "ctrl-enter",
      "ctrl-tab", "shift-a",
    ])
  func unsendable(_ name: String) throws {
    #expect(try #require(Chord(name: name)).obstacle != nil)
  }

  @Test("A chord's name reads as the chord")
  func chordNames() {
    for command in AppCommand.all {
      for chord in command.keys { #expect(Chord(name: chord.name) == chord) }
    }
    #expect(Chord(name: "ctrl-alt-x")?.name == "ctrl-alt-x")
  }

  @Test("In the ticket a command that is a letter would be typed, so none is")
  func lettersAreTyped() {
    for command in AppCommand.all
    where command.place == .anywhere || command.place == .pane(.ticket) {
      for chord in command.keys {
        guard let scalar = chord.key.text else { continue }
        #expect(!("a"..."z").contains(scalar) && !("0"..."9").contains(scalar), "\(command.name)")
      }
    }
  }
}

@Suite("Keymap files")
struct KeymapFileTests {
  private func read(_ text: String) -> KeymapFile {
    KeymapFile(Array(text.utf8), file: "keys")
  }

  @Test("A line gives a key, another takes one away, and the rest stays as it was")
  func merges() throws {
    let file = read("# mine\nctrl-y = redo\r\n\n  F5 =\nalt-a = leg-swap  # not add\n")
    #expect(file.problems.map(\.description) == ["keys:5: leg-add has no key any more"])
    let keymap = file.keymap
    #expect(keymap.command(Chord.control("y"), in: .ticket)?.name == "redo")
    #expect(keymap.command(Chord.alt("r"), in: .ticket)?.name == "redo")
    #expect(keymap.command(Chord.function(5), in: .ticket) == nil)
    #expect(keymap.command(Chord.control("t"), in: .ticket)?.name == "templates")
    #expect(keymap.command(Chord.alt("a"), in: .ticket)?.name == "leg-swap")
    let redo = try #require(AppCommand.named("redo"))
    #expect(keymap.chords(of: redo).map(\.name) == ["ctrl-y", "alt-r"])
    let templates = try #require(AppCommand.named("templates"))
    #expect(keymap.chords(of: templates).map(\.name) == ["ctrl-t"])
  }

  @Test("A key that was unbound and bound does what it was bound to")
  func rebinds() {
    let keymap = read("F5 =\nF5 = undo\n").keymap
    #expect(keymap.command(Chord.function(5), in: .ticket)?.name == "undo")
  }

  @Test(
    "What is wrong is told by file and line in a sentence",
    arguments: [
      ("ctrl-s submit", "keys:1: has no '='; a line is written: ctrl-s = submit"),
      ("\n\nctrl-i = undo", "keys:3: ctrl-i is the same byte as tab"),
      ("hyper-x = undo", "keys:1: 'hyper-x' is no key; keys are written ctrl-s, alt-x"),
      ("F9 = undoo", "keys:1: 'undoo' is no command; did you mean undo?"),
      ("F9 = leg_add", "keys:1: 'leg_add' is no command; did you mean leg-add?"),
      ("F9 = undo\nF9 = redo", "keys:2: F9 does undo since line 1"),
      ("F9 =\nF9 =", "keys:2: F9 is unbound in line 1 already"),
      ("\u{1B}[2J = undo", "keys:1: '\\u{1B}[2J' is no key"),
    ])
  func errors(_ text: String, _ sentence: String) throws {
    let problem = try #require(read(text).problems.first)
    #expect(problem.isError)
    #expect(problem.description.hasPrefix(sentence), "\(problem)")
  }

  @Test("A key that the fields take first is told, and bound")
  func fieldKeys() throws {
    let file = read("w = undo\nup = redo")
    #expect(
      file.problems.map(\.description) == [
        "keys:1: w is typed into the fields of the ticket first, and does this elsewhere",
        "keys:2: up is used by the fields of the ticket first, and does this elsewhere",
      ])
    #expect(file.problems.allSatisfy { !$0.isError })
    #expect(file.keymap.command(.character("w"), in: .payload)?.name == "undo")
  }

  @Test("The equals sign can be bound, too")
  func equals() {
    #expect(read("= = undo").keymap.command(.character("="), in: .payload)?.name == "undo")
  }

  @Test("Noise is refused line by line and never crashes")
  func noise() {
    var random = Numbers(seed: 3)
    for _ in 0..<500 {
      let bytes = (0..<200).map { _ in UInt8(random.below(256)) }
      _ = KeymapFile(bytes, file: "keys")
    }
    let large = KeymapFile(Array(repeating: 0x20, count: 1 << 20), file: "keys")
    #expect(large.problems.map(\.description) == ["keys:1: is larger than 64 KiB"])
    #expect(KeymapFile([0xFF], file: "keys").problems.first?.isError == true)
  }
}
