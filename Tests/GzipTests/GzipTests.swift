import Testing

@testable import Gzip

@Suite("Gzip")
struct GzipTests {
  // printf 'Ping' | gzip -n | xxd -p
  static let ping: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x0b, 0xc8, 0xcc, 0x4b, 0x07, 0x00,
    0xc3, 0x92, 0xe7, 0x85, 0x04, 0x00, 0x00, 0x00,
  ]

  @Test("What the gzip program packed is unpacked")
  func unpacksForeign() throws {
    #expect(try Gzip.unpack(Self.ping) == Array("Ping".utf8))
  }

  @Test("What is packed is unpacked to the same bytes, whatever its size")
  func roundTrip() throws {
    for count in [0, 1, 100, 4096, 1_000_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
      let packed = try Gzip.pack(bytes)
      #expect(packed.starts(with: [0x1f, 0x8b]))
      #expect(try Gzip.unpack(packed) == bytes)
    }
  }

  @Test("A message that unpacks to more than allowed is refused, and no more than that is kept")
  func bomb() throws {
    let packed = try Gzip.pack([UInt8](repeating: 0, count: 10_000_000))
    #expect(packed.count < 20_000)
    #expect(throws: Gzip.Failure.tooLarge) { try Gzip.unpack(packed, limit: 100_000) }
    let small = try Gzip.pack([1, 2, 3])
    #expect(try Gzip.unpack(small, limit: 3) == [1, 2, 3])
  }

  @Test(
    "Bytes that are no gzip, or are cut off or spoilt, are refused",
    arguments: [[], [0x1f], [0, 1, 2, 3], Array(ping.dropLast(3)), Array(ping.dropLast(9))])
  func malformed(_ bytes: [UInt8]) {
    #expect(throws: Gzip.Failure.malformed) { try Gzip.unpack(bytes) }
  }

  @Test("A wrong checksum is refused")
  func checksum() {
    var bytes = Self.ping
    bytes[17] ^= 1
    #expect(throws: Gzip.Failure.malformed) { try Gzip.unpack(bytes) }
  }
}
