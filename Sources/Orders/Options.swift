/// Further parameters of a venue, by `venue.parameter` in the venue's own words.
public struct Options: Hashable, Sendable {
  /// One option by its full name.
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var value: OptionValue
  }

  /// In the order they were written.
  public private(set) var entries: [Entry] = []

  public init() {}

  public init(_ pairs: [(String, OptionValue)]) {
    for (name, value) in pairs { self[name] = value }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// The value under the full name, `binance.recvWindow`.
  public subscript(_ name: String) -> OptionValue? {
    get { entries.first { $0.name == name }?.value }
    set {
      guard let index = entries.firstIndex(where: { $0.name == name }) else {
        if let newValue { entries.append(Entry(name: name, value: newValue)) }
        return
      }
      if let newValue {
        entries[index].value = newValue
      } else {
        entries.remove(at: index)
      }
    }
  }

  /// The value of a venue's parameter.
  public func value(_ venue: VenueID, _ parameter: String) -> OptionValue? {
    if entries.isEmpty { return nil }
    return entries.first { $0.names(venue, parameter) }?.value
  }

  /// The venue's parameters, without its name before them.
  public func parameters(of venue: VenueID) -> [Entry] {
    if entries.isEmpty { return [] }
    let prefix = venue.name + "."
    return entries.filter { $0.name.hasPrefix(prefix) }.map {
      Entry(name: String($0.name.dropFirst(prefix.count)), value: $0.value)
    }
  }
}

extension Options.Entry {
  fileprivate func names(_ venue: VenueID, _ parameter: String) -> Bool {
    let own = name.utf8
    let count = venue.name.utf8.count
    return own.count == count + 1 + parameter.utf8.count && name.hasPrefix(venue.name)
      && own.dropFirst(count).first == UInt8(ascii: ".")
      && own.dropFirst(count + 1).elementsEqual(parameter.utf8)
  }
}

/// The value of a venue's parameter, as it was written: text and number stay different.
public enum OptionValue: Hashable, Sendable, CustomStringConvertible {
  case text(String)
  /// The number's own text.
  case number(String)
  case flag(Bool)
  case list([String])

  public var description: String {
    switch self {
    case .text(let text), .number(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .list(let items): items.joined(separator: ",")
    }
  }
}

extension OptionValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}
