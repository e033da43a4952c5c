import Crypto
import Venues

/// What tells that bytes are the same bytes.
enum Hashing {
  static func hex(_ bytes: [UInt8]) -> String { Hex.encode(Digest.sha256(bytes)) }
}

extension WireRequest {
  /// The SHA-256 of all that leaves: method, target, headers and body, each after its length.
  ///
  /// The journal has it before the first byte is sent, so that what was reviewed, what was stored
  /// and what was sent can be compared.
  public var hash: String {
    var bytes: [UInt8] = []
    func add(_ part: some Collection<UInt8>) {
      withUnsafeBytes(of: UInt64(part.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: part)
    }
    add(methodName.utf8)
    add(target.bytes)
    for header in headers {
      add(header.name.utf8)
      add(header.value.utf8)
    }
    add(body.bytes)
    return Hashing.hex(bytes)
  }
}
