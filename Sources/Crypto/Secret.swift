import COpenSSL

/// Bytes that must never be seen: prints as ••••, and is wiped when the last copy goes.
///
/// A copy shares the storage, so there is one place in memory to wipe. What it was made from
/// belongs to the caller; keep that as short-lived as possible.
public struct Secret: Sendable, Equatable {
  private let storage: WipedBytes

  /// A secret of these bytes.
  public init(_ bytes: [UInt8]) {
    storage = WipedBytes(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// A secret of the UTF-8 bytes of a text.
  public init(_ text: String) {
    let utf8 = text.utf8
    storage = WipedBytes(count: utf8.count) { $0.copyBytes(from: utf8) }
  }

  /// The number of bytes.
  public var count: Int { storage.bytes.count }

  /// Whether there are no bytes at all.
  public var isEmpty: Bool { storage.bytes.isEmpty }

  /// Lends the bytes to code that computes with them; they must not outlive the call.
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    // The buffer is only as alive as its owner, and the optimiser may end that after the last
    // mention.
    try withExtendedLifetime(storage) { try body(storage.bytes) }
  }

  /// The text itself: the one way out, named so that every use of it can be found.
  public func reveal() -> String {
    withBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Compares without telling by its duration where two secrets of one length differ.
  public static func == (left: Secret, right: Secret) -> Bool {
    left.withBytes { a in
      right.withBytes { b in
        a.count == b.count
          && (a.isEmpty || CRYPTO_memcmp(a.baseAddress, b.baseAddress, a.count) == 0)
      }
    }
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always four dots, whatever the length.
  public var description: String { "••••" }

  /// Always four dots, whatever the length.
  public var debugDescription: String { "••••" }

  /// A mirror without children, so that `dump` and test failures show nothing either.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
