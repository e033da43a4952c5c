/// Where a venue says it: a document of the venue's `documents`, and the place in it.
public struct Citation: Hashable, Sendable, CustomStringConvertible {
  public let document: String
  public let place: String

  public init(_ document: String, _ place: String) {
    self.document = document
    self.place = place
  }

  public var description: String { document + ", " + place }
}

/// A document that facts are cited from, pinned to the state it was read in.
public struct Document: Hashable, Sendable {
  /// The short name citations use.
  public let name: String
  public let title: String
  /// The date or version it was read at.
  public let version: String

  public init(_ name: String, _ title: String, version: String) {
    self.name = name
    self.title = title
    self.version = version
  }
}
