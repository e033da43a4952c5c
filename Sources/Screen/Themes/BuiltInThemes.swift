/// The themes that come with the program, as the very text of the files in `themes/`.
public enum BuiltInThemes {
  /// What they are called in options and by `inherit`, in the order they are listed.
  public static var ids: [String] { texts.map(\.id) }

  /// What is used when nobody says otherwise.
  public static let standardID = "dark"

  /// The text of one of them, as a file would hold it.
  public static func text(_ id: String) -> String? { texts.first { $0.id == id }?.text }

  /// One of them, parsed; nil if it is none.
  public static func file(_ id: String) throws(ThemeError) -> ThemeFile? {
    guard let text = text(id) else { return nil }
    return try ThemeFile.read(text.utf8, file: id + ".theme")
  }

  /// One of them, complete; nil if it is none.
  public static func theme(_ id: String) throws(ThemeError) -> Theme? {
    guard let file = try file(id) else { return nil }
    return try Theme(file)
  }
}
