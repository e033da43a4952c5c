import Exact

/// The names and values of a query or a form, decoded, in the order they came.
public struct FormParameters: Hashable, Sendable {
  public private(set) var entries: [Entry] = []

  /// One name with its value.
  public struct Entry: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  public init() {}

  /// Reads `a=1&b=2`; nil where the percent-encoding is broken or it is no UTF-8.
  public init?(_ text: String) {
    for pair in text.split(separator: "&", omittingEmptySubsequences: true) {
      let cut = pair.firstIndex(of: "=") ?? pair.endIndex
      let value = cut == pair.endIndex ? "" : pair[pair.index(after: cut)...]
      guard let name = Self.decoded(pair[..<cut]), let value = Self.decoded(value) else {
        return nil
      }
      entries.append(Entry(name: name, value: value))
    }
  }

  /// The first value of a name.
  public subscript(_ name: String) -> String? { entries.first { $0.name == name }?.value }

  /// A name that occurs more than once.
  public var repeated: String? {
    var seen: Set<String> = []
    return entries.first { !seen.insert($0.name).inserted }?.name
  }

  /// Adds the entries of another whose names are not here yet.
  public mutating func fill(from other: FormParameters) {
    let known = Set(entries.map(\.name))
    entries += other.entries.filter { !known.contains($0.name) }
  }

  private static func decoded(_ text: Substring) -> String? {
    try? Percent.decode(text.utf8, plusIsSpace: true)
  }
}
