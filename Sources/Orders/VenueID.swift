/// The name of a venue, as people and files write it: `binance`, `crypto-com`, ….
public struct VenueID: Hashable, Sendable, CustomStringConvertible {
  public let name: String

  public init(_ name: String) { self.name = name }

  public var description: String { name }
}

/// Where a request goes.
///
/// Keys of one environment never meet another's host.
public enum Environment: String, CaseIterable, Sendable {
  /// The built-in exchange: the default everywhere.
  case paper
  case testnet
  case demo
  case live
}
