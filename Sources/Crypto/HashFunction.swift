import COpenSSL

/// A hash function a venue signs with.
public enum HashFunction: Sendable {
  case sha256
  case sha512
}

/// The state of a hash as a plain value: a copy is a fork of the computation.
protocol HashState {
  static var blockSize: Int { get }
  static var digestSize: Int { get }

  init()
  mutating func start()
  mutating func absorb(_ bytes: UnsafeRawBufferPointer)
  mutating func finish(into digest: UnsafeMutablePointer<UInt8>)
}

extension SHA_CTX: HashState {
  static var blockSize: Int { 64 }
  static var digestSize: Int { 20 }

  mutating func start() { SHA1_Init(&self) }

  mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
    SHA1_Update(&self, bytes.baseAddress, bytes.count)
  }

  mutating func finish(into digest: UnsafeMutablePointer<UInt8>) { SHA1_Final(digest, &self) }
}

extension SHA256_CTX: HashState {
  static var blockSize: Int { 64 }
  static var digestSize: Int { 32 }

  mutating func start() { SHA256_Init(&self) }

  mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&self, bytes.baseAddress, bytes.count)
  }

  mutating func finish(into digest: UnsafeMutablePointer<UInt8>) { SHA256_Final(digest, &self) }
}

extension SHA512_CTX: HashState {
  static var blockSize: Int { 128 }
  static var digestSize: Int { 64 }

  mutating func start() { SHA512_Init(&self) }

  mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
    SHA512_Update(&self, bytes.baseAddress, bytes.count)
  }

  mutating func finish(into digest: UnsafeMutablePointer<UInt8>) { SHA512_Final(digest, &self) }
}
