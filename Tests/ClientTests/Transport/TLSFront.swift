import CTLSFront
import Foundation

/// An authority that exists for one test, and the file in which it is trusted.
final class TestAuthority {
  fileprivate let handle: OpaquePointer
  let path: String

  struct Failure: Error {}

  init() throws {
    guard let handle = authority_make() else { throw Failure() }
    self.handle = handle
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("authority-\(UUID().uuidString).pem").path
    guard authority_write(handle, path) != 0 else { throw Failure() }
  }

  deinit {
    unlink(path)
    authority_free(handle)
  }
}

/// TLS before a plain server: `https` and `wss` for whatever listens at a port.
final class TLSFront {
  private let handle: OpaquePointer
  let port: UInt16

  /// Two times of a certificate, in seconds from now.
  typealias Validity = (begins: Int, ends: Int)

  init(
    _ authority: TestAuthority, to port: UInt16, names: String = "DNS:localhost,IP:127.0.0.1",
    validity: Validity = (-60, 3600)
  ) throws {
    guard
      let handle = front_open(authority.handle, names, validity.begins, validity.ends, port)
    else { throw TestAuthority.Failure() }
    self.handle = handle
    self.port = front_port(handle)
  }

  deinit { front_close(handle) }

  /// How many connections finished their handshake.
  var greeted: Int { Int(front_greeted(handle)) }
}
