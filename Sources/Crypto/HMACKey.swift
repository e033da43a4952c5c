import COpenSSL

/// An HMAC key prepared once (RFC 2104), to sign any number of messages from any number of threads.
///
/// HMAC hashes one block made of the key before the message, and another before the inner digest.
/// Both blocks are absorbed here, once; a signature starts from copies of those two states. So it
/// needs no lock and no allocation beyond its result, and for a 300-byte message takes about 0.3
/// µs, where OpenSSL's HMAC() takes 1.9, a duplicated EVP_MAC context 0.8, and a re-initialised
/// one, which would need the lock, 0.4.
public final class HMACKey: Sendable {
  private enum Prepared {
    case sha256(KeyedStates<SHA256_CTX>)
    case sha512(KeyedStates<SHA512_CTX>)
  }

  private let prepared: Prepared

  /// Prepares a secret of any length, the empty one included.
  public init(_ secret: Secret, _ hash: HashFunction = .sha256) {
    prepared = secret.withBytes { key in
      switch hash {
      case .sha256: .sha256(KeyedStates(key))
      case .sha512: .sha512(KeyedStates(key))
      }
    }
  }

  /// The raw digest that authenticates the message.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    message.withUnsafeBytes { sign($0) }
  }

  /// The raw digest that authenticates the message.
  public func sign(_ message: UnsafeRawBufferPointer) -> [UInt8] {
    switch prepared {
    case .sha256(let states): states.sign(message)
    case .sha512(let states): states.sign(message)
    }
  }
}

/// The inner and the outer hash state of one key, each with its key block absorbed.
private struct KeyedStates<State: HashState>: Sendable {
  /// The states are as good as the key, so they live where it would.
  private let storage: WipedBytes

  init(_ key: UnsafeRawBufferPointer) {
    var block = [UInt8](repeating: 0, count: State.blockSize)
    if key.count <= State.blockSize {
      block.replaceSubrange(0..<key.count, with: key)
    } else {
      var state = State()
      state.start()
      state.absorb(key)
      block.withUnsafeMutableBufferPointer { Self.finish(&state, into: $0) }
      wipe(&state)
    }
    storage = WipedBytes(
      count: 2 * MemoryLayout<State>.stride, alignment: MemoryLayout<State>.alignment
    ) { states in
      for (place, pad) in [UInt8(0x36), 0x5c].enumerated() {
        var padded = block.map { $0 ^ pad }
        var state = State()
        state.start()
        padded.withUnsafeBytes { state.absorb($0) }
        states.storeBytes(
          of: state, toByteOffset: place * MemoryLayout<State>.stride, as: State.self)
        wipe(&state)
        wipe(&padded)
      }
    }
    wipe(&block)
  }

  func sign(_ message: UnsafeRawBufferPointer) -> [UInt8] {
    withExtendedLifetime(storage) {
      var inner = storage.bytes.load(as: State.self)
      var outer = storage.bytes.load(fromByteOffset: MemoryLayout<State>.stride, as: State.self)
      defer {
        wipe(&inner)
        wipe(&outer)
      }
      inner.absorb(message)
      return [UInt8](unsafeUninitializedCapacity: State.digestSize) { digest, count in
        Self.finish(&inner, into: digest)
        outer.absorb(
          UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: digest[..<State.digestSize])))
        Self.finish(&outer, into: digest)
        count = State.digestSize
      }
    }
  }

  /// Writes the digest, if there is room for it.
  private static func finish(_ state: inout State, into output: UnsafeMutableBufferPointer<UInt8>) {
    guard let start = output.baseAddress, output.count >= State.digestSize else { return }
    state.finish(into: start)
  }
}

private func wipe<State: HashState>(_ state: inout State) {
  withUnsafeMutableBytes(of: &state) { OPENSSL_cleanse($0.baseAddress, $0.count) }
}

private func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
}
