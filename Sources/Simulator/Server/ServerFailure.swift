import Glibc

/// Why a server cannot begin.
public struct ServerFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// `127.0.0.1:9400`.
  public let place: String
  public let reason: String

  public init(place: String, reason: String) {
    self.place = place
    self.reason = reason
  }

  init(place: String, error: Int32) {
    let reason =
      switch error {
      case EADDRINUSE: "the port is taken"
      case EADDRNOTAVAIL: "this machine does not have the address"
      case EACCES, EPERM: "permission denied"
      case EMFILE, ENFILE: "too many files are open"
      case EAFNOSUPPORT: "this machine does not speak that kind of address"
      default: "system error \(error)"
      }
    self.init(place: place, reason: reason)
  }

  public var description: String { "\(place): \(reason)" }
}
