import Screen

/// One thing the program can do: help, key bar, palette and bindings all come from this row.
struct AppCommand: Sendable {
  /// As keymap files and the command line call it: `leg-add`.
  let name: String
  let title: CleanText
  let help: CleanText
  /// Where its keys work.
  let place: Place
  /// The keys it has before a keymap file says otherwise.
  let keys: [Chord]
  /// Whether the key bar shows it, and how: one word.
  let label: CleanText?
  /// Why it cannot be done now; nil when it can.
  let obstacle: @Sendable (App) -> CleanText?
  /// Whether key bar, help and palette speak of it at all.
  let isOffered: @Sendable (App) -> Bool
  let run: @Sendable (inout App) -> [Effect]

  /// Where a command's keys work.
  enum Place: Hashable, Sendable {
    case anywhere
    case pane(App.Pane)
  }

  init(
    _ name: String, _ title: CleanText, _ help: CleanText, _ place: Place = .anywhere,
    keys: [Chord], label: CleanText? = nil,
    unless obstacle: @escaping @Sendable (App) -> CleanText? = { _ in nil },
    offeredIf isOffered: @escaping @Sendable (App) -> Bool = { _ in true },
    run: @escaping @Sendable (inout App) -> [Effect]
  ) {
    self.name = name
    self.title = title
    self.help = help
    self.place = place
    self.keys = keys
    self.label = label
    self.obstacle = obstacle
    self.isOffered = isOffered
    self.run = run
  }

  static let all: [AppCommand] =
    aroundCommands + formCommands + viewCommands + payloadCommands + listCommands
    + programCommands

  /// What is spoken of now.
  static func offered(_ app: App) -> [AppCommand] { all.filter { $0.isOffered(app) } }

  static func named(_ name: String) -> AppCommand? { all.first { $0.name == name } }
}
