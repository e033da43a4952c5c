import Testing

@testable import Crypto

@Suite struct SystemRandomTests {
  @Test(arguments: [0, 1, 16, 257, 4096])
  func givesAsManyBytesAsAsked(_ count: Int) throws {
    #expect(try SystemRandom.bytes(count).count == count)
  }

  /// Sixteen bytes repeat once in 2^128 runs.
  @Test func doesNotRepeat() throws {
    #expect(try SystemRandom.bytes(16) != SystemRandom.bytes(16))
    #expect(try SystemRandom.uint64() != SystemRandom.uint64())
  }

  /// A part that stays zero by chance does so once in 2^512 runs.
  @Test func theKernelFillsEveryPart() {
    var bytes = [UInt8](repeating: 0, count: 1000)
    #expect(bytes.withUnsafeMutableBytes { SystemRandom.fillFromKernel($0) })
    for start in stride(from: 0, to: 960, by: 64) {
      #expect(bytes[start..<start + 64].contains { $0 != 0 })
    }
    #expect(bytes[960...].contains { $0 != 0 })
  }
}
