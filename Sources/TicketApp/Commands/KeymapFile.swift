import Orders
import Screen

/// The keymap file, read: `$XDG_CONFIG_HOME/tandem/keys`.
///
///     # a line says what a key does, or that it does nothing
///     ctrl-s = submit
///     alt-up = venue-1
///     F9 =
///
/// A line that is wrong is left out and told of; the others count.
public struct KeymapFile: Sendable {
  public private(set) var keymap = Keymap()
  /// What is wrong, or worth knowing, in the order of the lines.
  public private(set) var problems: [Problem] = []

  /// One sentence about one line.
  public struct Problem: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let line: Int
    public let sentence: String
    /// The line was left out; else it counts, but does not do all that one might think.
    public let isError: Bool

    public var description: String { "\(file):\(line): \(sentence)" }
  }

  /// More than anybody's keys take.
  public static let limit = 64 << 10

  private let file: String
  /// By which line a chord was bound, for each place it was bound in.
  private var lines: [Bound: (line: Int, command: String)] = [:]

  private struct Bound: Hashable {
    let chord: Chord
    /// nil for a chord unbound.
    let place: AppCommand.Place?
  }

  /// Reads a file's bytes; `file` is what problems call it.
  public init(_ bytes: [UInt8], file: String) {
    self.file = file
    guard bytes.count <= Self.limit, String(validating: bytes, as: UTF8.self) != nil else {
      report(
        1, bytes.count > Self.limit ? "is larger than 64 KiB" : "is not a text in UTF-8")
      return
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (at, line) in lines.enumerated() {
      take(Substring(decoding: line, as: UTF8.self), at + 1)
    }
    reportKeyless(lines.count)
  }

  private mutating func report(_ line: Int, _ sentence: String, isError: Bool = true) {
    problems.append(Problem(file: file, line: line, sentence: sentence, isError: isError))
  }

  private mutating func take(_ line: Substring, _ number: Int) {
    let text = Self.trimmed(line)
    if text.isEmpty || text.hasPrefix("#") { return }
    // A key may be the equals sign; a command's name never has one.
    guard let equals = text.lastIndex(of: "=") else {
      return report(number, "has no '='; a line is written: ctrl-s = submit")
    }
    let key = Self.trimmed(text[..<equals])
    var name = Self.trimmed(text[text.index(after: equals)...])
    if let comment = name.firstIndex(of: "#") { name = Self.trimmed(name[..<comment]) }
    guard let chord = Chord(name: String(key)) else {
      return report(
        number, "'\(Self.shown(key))' is no key; keys are written ctrl-s, alt-x, F5, pgdn or ?")
    }
    if let obstacle = chord.obstacle { return report(number, "\(chord.name) \(obstacle)") }
    if name.isEmpty { return unbind(chord, number) }
    guard let command = AppCommand.named(String(name)) else {
      let hint = NearestWord.hint(String(name), among: AppCommand.all.map(\.name))
      return report(number, "'\(Self.shown(name))' is no command\(hint)")
    }
    bind(chord, command, number)
  }

  private mutating func unbind(_ chord: Chord, _ number: Int) {
    let bound = Bound(chord: chord, place: nil)
    if let earlier = lines[bound] {
      return report(number, "\(chord.name) is unbound in line \(earlier.line) already")
    }
    lines[bound] = (number, "")
    keymap.unbind(chord)
  }

  private mutating func bind(_ chord: Chord, _ command: AppCommand, _ number: Int) {
    let bound = Bound(chord: chord, place: command.place)
    if let earlier = lines[bound] {
      return report(
        number, "\(chord.name) does \(earlier.command) since line \(earlier.line)")
    }
    lines[bound] = (number, command.name)
    keymap.bind(chord, to: command)
    if let use = chord.fieldUse, command.place == .anywhere || command.place == .pane(.ticket) {
      report(number, "\(chord.name) is \(use) first, and does this elsewhere", isError: false)
    }
  }

  /// Commands that had a key and have none any more.
  private mutating func reportKeyless(_ line: Int) {
    for command in AppCommand.all where !command.keys.isEmpty {
      guard keymap.chords(of: command).isEmpty else { continue }
      let taken = lines.filter { command.keys.contains($0.key.chord) }.map(\.value.line).max()
      report(taken ?? line, "\(command.name) has no key any more", isError: false)
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isBlank = { (character: Character) in [" ", "\t", "\r"].contains(character) }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  private static func shown(_ text: Substring) -> String {
    CleanText(text.prefix(40), standIn: .escape).string
  }
}
