import Testing

@testable import tandem

extension Catalogue: CustomTestStringConvertible {
  /// Short, for the log of a test that runs over several catalogues.
  public var testDescription: String {
    commands.map(\.name).joined(separator: " ")
  }
}
