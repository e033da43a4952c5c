import Screen

/// The themes there are: a person's own, and those that come with the program.
struct ThemeShelf: Sendable {
  private let rim: Rim
  /// Where a person's own lie.
  let folder: String?

  static let suffix = ".theme"

  init(_ rim: Rim) {
    self.rim = rim
    folder = Folders(rim).configuration.map { $0 + "/themes" }
  }

  /// Every name: those that come with the program, and then a person's own.
  func names() throws(Failure) -> [String] {
    let own = try ownNames()
    return BuiltInThemes.ids + own.filter { !BuiltInThemes.ids.contains($0) }
  }

  /// The names of a person's own, which win over others of the name.
  func ownNames() throws(Failure) -> [String] {
    guard let folder else { return [] }
    return try rim.namesIn(folder).filter { $0.hasSuffix(Self.suffix) && !$0.hasPrefix(".") }
      .map { String($0.dropLast(Self.suffix.count)) }
  }

  /// A theme by its name, or by the path of its file when that has a slash.
  func theme(_ name: String) throws(Failure) -> Theme {
    let isPath = name.contains("/")
    let found = isPath ? try read(name) : try file(name)
    if found == nil, isPath { throw Failure(name, SystemError.missingFile) }
    guard let found else { throw unknown(name) }
    do throws(ThemeError) {
      return try Theme(found) { (parent) throws(ThemeError) in try inherited(parent) }
    } catch {
      throw Failure(error)
    }
  }

  private func file(_ name: String) throws(Failure) -> ThemeFile? {
    if let own = try own(name) { return own }
    do throws(ThemeError) {
      return try BuiltInThemes.file(name)
    } catch {
      throw Failure(error)
    }
  }

  private func own(_ name: String) throws(Failure) -> ThemeFile? {
    guard let folder, !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else { return nil }
    return try read("\(folder)/\(name)\(Self.suffix)")
  }

  private func read(_ path: String) throws(Failure) -> ThemeFile? {
    guard let bytes = try rim.readIfThere(path, ThemeFile.byteLimit) else { return nil }
    do throws(ThemeError) {
      return try ThemeFile.read(bytes, file: path)
    } catch {
      throw Failure(error)
    }
  }

  /// What a theme inherits: one of the program's before a person's own.
  ///
  /// Otherwise an own `dark` would change every theme that is made from it.
  private func inherited(_ name: String) throws(ThemeError) -> ThemeFile? {
    if let known = try BuiltInThemes.file(name) { return known }
    guard let folder, !name.hasPrefix("."), !name.contains("/"),
      let bytes = try? rim.readIfThere("\(folder)/\(name)\(Self.suffix)", ThemeFile.byteLimit)
    else { return nil }
    return try ThemeFile.read(bytes, file: "\(folder)/\(name)\(Self.suffix)")
  }

  private func unknown(_ name: String) -> Failure {
    let names = (try? names()) ?? BuiltInThemes.ids
    let hint =
      Suggestion.nearest(to: name, among: names).map { "did you mean \($0)?" }
      ?? "there are " + Prose.list(names, conjunction: "and")
    return Failure("", "\(VisibleText.quote(name)) is no theme; \(hint)")
  }
}

extension Failure {
  /// `mine.theme:7: "eror" is no role`.
  init(_ error: ThemeError) {
    self.init("\(error.file):\(error.line)", error.sentence)
  }

  /// What and why as one sentence, for the message line.
  var sentence: String { what.isEmpty ? why : "\(what): \(why)" }
}
