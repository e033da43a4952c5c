import COpenSSL

/// Memory of a fixed size that is written once, never changed, and wiped when the last owner goes.
///
/// `@unchecked Sendable` holds because nothing writes after `init` until `deinit`.
final class WipedBytes: @unchecked Sendable {
  private let storage: UnsafeMutableRawBufferPointer

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage) }

  init(count: Int, alignment: Int = 1, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    storage = .allocate(byteCount: count, alignment: alignment)
    fill(storage)
  }

  deinit {
    OPENSSL_cleanse(storage.baseAddress, storage.count)
    storage.deallocate()
  }
}
