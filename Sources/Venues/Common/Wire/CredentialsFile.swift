import Crypto
import Orders

/// The credentials file: sections `[venue.environment]` of `name = value` lines.
public struct CredentialsFile: Sendable {
  /// The lines under one `[venue.environment]`.
  public struct Section: Sendable {
    public let venue: VenueID
    public let environment: Environment
    public let line: Int
    public fileprivate(set) var values: [String: Secret] = [:]
  }

  public private(set) var sections: [Section] = []

  /// Settings that stand for a venue's own: a file that holds the value, or a program that prints
  /// it.
  public static let indirect = ["private_key_file": "private_key", "secret_command": "secret"]

  private static let maximumLine = 8192

  /// Reads the file's bytes; an error names the line and the key, never a value.
  public init(parsing bytes: [UInt8]) throws(FileError) {
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard line.count <= Self.maximumLine, let text = String(validating: line, as: UTF8.self)
      else {
        throw FileError(line: number, key: "", reason: "the line is too long, or not UTF-8 text")
      }
      try take(Self.trimmed(text[...]), number)
    }
  }

  public func section(_ venue: VenueID, _ environment: Environment) -> Section? {
    sections.first { $0.venue == venue && $0.environment == environment }
  }

  private mutating func take(_ line: Substring, _ number: Int) throws(FileError) {
    if line.isEmpty || line.hasPrefix("#") { return }
    if line.hasPrefix("[") { return try open(line, number) }
    guard let equals = line.firstIndex(of: "=") else {
      throw FileError(
        line: number, key: "", reason: "is neither [venue.environment] nor name = value")
    }
    let name = String(Self.trimmed(line[..<equals]))
    guard let section = sections.indices.last else {
      throw FileError(
        line: number, key: "", reason: "stands before the first [venue.environment]")
    }
    guard Self.names(for: sections[section].venue).contains(name) else {
      let known = Self.names(for: sections[section].venue)
      throw FileError(
        line: number, key: Self.shown(name),
        reason: "is not a setting of \(sections[section].venue); it reads \(Words.list(known))")
    }
    let value = try Self.value(Self.trimmed(line[line.index(after: equals)...]), number, name)
    guard sections[section].values[name] == nil else {
      throw FileError(line: number, key: name, reason: "is set twice")
    }
    sections[section].values[name] = value
  }

  private mutating func open(_ line: Substring, _ number: Int) throws(FileError) {
    let end = line.firstIndex(of: "]") ?? line.endIndex
    let name = line[line.index(after: line.startIndex)..<end]
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard end < line.endIndex, Self.isRemark(line[line.index(after: end)...]), parts.count == 2,
      let venue = VenueCatalogue.venue(VenueID(parts[0])),
      let environment = Environment(rawValue: parts[1])
    else {
      throw FileError(
        line: number, key: Self.shown(String(name)),
        reason: "is not [venue.environment], such as [binance.testnet]")
    }
    guard venue.hosts(in: environment) != nil else {
      let known = venue.hosts.map(\.environment.rawValue)
      throw FileError(
        line: number, key: String(name),
        reason: "\(venue.id) has no \(environment.rawValue); it has \(Words.list(known))")
    }
    guard section(venue.id, environment) == nil else {
      throw FileError(line: number, key: String(name), reason: "stands twice in the file")
    }
    sections.append(Section(venue: venue.id, environment: environment, line: number))
  }

  private static func names(for venue: VenueID) -> [String] {
    let own = VenueCatalogue.venue(venue)?.credentialSettings.map(\.name) ?? []
    let others = indirect.filter { own.contains($0.value) }.map(\.key).sorted()
    return own + others
  }

  /// A value, in quotes where it begins or ends with a space or holds ` #`, which begins a remark.
  private static func value(
    _ text: Substring, _ number: Int, _ name: String
  ) throws(FileError) -> Secret {
    var value = text
    if value.hasPrefix("\"") {
      value = value.dropFirst()
      guard let end = value.firstIndex(of: "\"") else {
        throw FileError(line: number, key: name, reason: "has no closing quote")
      }
      guard isRemark(value[value.index(after: end)...]) else {
        throw FileError(line: number, key: name, reason: "has more after its closing quote")
      }
      value = value[..<end]
    } else if let remark = value.firstRange(of: " #") {
      value = trimmed(value[..<remark.lowerBound])
    }
    guard !value.isEmpty else { throw FileError(line: number, key: name, reason: "is empty") }
    // Keys stand in headers, where a line break would begin another one.
    guard value.unicodeScalars.allSatisfy(\.isVisible) else {
      throw FileError(
        line: number, key: name, reason: "has an invisible or control character")
    }
    return Secret(String(value))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isSpace = { (character: Character) in
      character == " " || character == "\t" || character == "\r"
    }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text
  }

  /// Nothing but spaces, or a remark, follows a closing quote or bracket.
  private static func isRemark(_ rest: Substring) -> Bool {
    let rest = trimmed(rest)
    return rest.isEmpty || rest.hasPrefix("#")
  }

  /// A name that could be one; anything else may be a secret that was pasted on a line of its own.
  private static func shown(_ name: String) -> String {
    let isWord = name.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || "_-.".utf8.contains($0)
    }
    return isWord && name.utf8.count <= 30 ? name : ""
  }
}
