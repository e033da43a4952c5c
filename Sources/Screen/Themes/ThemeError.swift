/// Why a theme cannot be used: `file:line: sentence`.
public struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let sentence: String

  init(_ file: String, _ line: Int, _ sentence: String) {
    self.file = file
    self.line = line
    self.sentence = sentence
  }

  public var description: String {
    "\(CleanText(file, limit: 200, standIn: .escape)):\(line): \(sentence)"
  }
}
