/// Which chord does what: the table's own chords, and what a keymap file says differently.
public struct Keymap: Hashable, Sendable {
  /// The commands that a file gave a chord; several where each works in a pane of its own.
  private(set) var bound: [Chord: [String]] = [:]
  /// Chords that a file took away from every command.
  private(set) var unbound: Set<Chord> = []

  public init() {}

  public static let standard = Keymap()

  /// Gives a chord to a command, beside what it does in other panes.
  mutating func bind(_ chord: Chord, to command: AppCommand) {
    bound[chord, default: []].append(command.name)
  }

  /// Takes a chord away from every command of the table.
  mutating func unbind(_ chord: Chord) { unbound.insert(chord) }

  /// The command of a chord in a pane: a file's before the table's, a pane's own before one that
  /// works anywhere.
  func command(_ chord: Chord, in pane: App.Pane) -> AppCommand? {
    let own = (bound[chord] ?? []).compactMap(AppCommand.named)
    if let command = AppCommand.first(of: own, in: pane) { return command }
    return AppCommand.first(of: AppCommand.all.filter { isKept(chord, of: $0) }, in: pane)
  }

  /// The chords that do a command: a file's first.
  func chords(of command: AppCommand) -> [Chord] {
    let added = bound.filter { $0.value.contains(command.name) }.map(\.key)
    let kept = command.keys.filter { !added.contains($0) && isKept($0, of: command) }
    return added.sorted { $0.name < $1.name } + kept
  }

  /// What is pressed for a command, by its name; nil where nothing is.
  func key(of name: String) -> String? {
    AppCommand.named(name).flatMap { chords(of: $0).first?.name }
  }

  /// Whether one of the table's chords still does its command.
  private func isKept(_ chord: Chord, of command: AppCommand) -> Bool {
    guard command.keys.contains(chord), !unbound.contains(chord) else { return false }
    // What was bound anywhere is bound everywhere; what was bound in a pane, only there.
    return !(bound[chord] ?? []).compactMap(AppCommand.named).contains {
      $0.place == .anywhere || $0.place == command.place
    }
  }
}

extension AppCommand {
  /// The pane's own, else one that works anywhere.
  static func first(of commands: [AppCommand], in pane: App.Pane) -> AppCommand? {
    commands.first { $0.place == .pane(pane) } ?? commands.first { $0.place == .anywhere }
  }
}
