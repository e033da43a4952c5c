import COpenSSL

/// Why a key, a signature or randomness could not be had, in one sentence fit for a person.
public struct CryptoError: Error, Equatable, CustomStringConvertible {
  /// The sentence; it never contains any part of a key.
  public let reason: String

  /// An error with this reason.
  public init(_ reason: String) {
    self.reason = reason
    // OpenSSL's queue of the thread would otherwise colour the next, unrelated failure.
    ERR_clear_error()
  }

  /// The reason.
  public var description: String { reason }
}
