import Exact
import Glibc
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

/// The program with a market, and hands on its keys.
struct Rehearsal {
  var app: App
  private(set) var effects: [Effect] = []

  init(_ columns: Int = 80, _ rows: Int = 24, _ setup: App.Setup = App.Setup()) {
    app = App(setup, size: Size(columns: columns, rows: rows))
    for venue in VenueCatalogue.all {
      for (instrument, last) in StartingMarket.table {
        _ = app.update(.market(venue.id, instrument, Market(last: last, bid: last, ask: last)))
      }
    }
    // 2026-12-01T14:02:11Z
    _ = app.update(.now(Timestamp(milliseconds: 1_796_133_731_000)))
  }

  /// Presses keys by the names that keymap files use.
  mutating func press(_ names: String...) {
    for name in names {
      guard let chord = Chord(name: name) else {
        Issue.record("\(name) is no key")
        continue
      }
      effects = app.update(.input(.key(chord.key)))
    }
  }

  /// Types a text, key by key.
  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars {
      effects = app.update(.input(.key(Key(.character(scalar)))))
    }
  }

  mutating func send(_ event: AppEvent) { effects = app.update(event) }

  var text: String { app.draw().text }
}

/// Compares a screen with a file of `Goldens`; `TANDEM_RECORD=1` writes the file instead.
func expectGolden(
  _ screen: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let directory = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let path = "\(directory)/Goldens/\(name).txt"
  let isRecorded = getenv("TANDEM_RECORD") != nil
  guard let file = fopen(path, isRecorded ? "w" : "r") else {
    Issue.record("\(path) cannot be opened", sourceLocation: sourceLocation)
    return
  }
  defer { fclose(file) }
  if isRecorded {
    let bytes = Array(screen.utf8)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count, sourceLocation: sourceLocation)
    return
  }
  var bytes = [UInt8](repeating: 0, count: 1 << 18)
  let count = fread(&bytes, 1, bytes.count, file)
  let expected = String(decoding: bytes[..<count], as: UTF8.self)
  #expect(screen == expected, "\(name) is another screen", sourceLocation: sourceLocation)
}
