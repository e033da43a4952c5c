import Crypto
import Testing

@Suite struct HMACTests {
  struct StandardVector: Sendable {
    let key: [UInt8]
    let data: [UInt8]
    let sha256: String
    let sha512: String
  }

  /// RFC 4231 sections 4.2 to 4.8; 4.6 prints only the first 128 bits.
  static let rfc4231: [StandardVector] = [
    StandardVector(
      key: [UInt8](repeating: 0x0b, count: 20), data: Array("Hi There".utf8),
      sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      sha512: """
        87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde\
        daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854
        """),
    StandardVector(
      key: Array("Jefe".utf8), data: Array("what do ya want for nothing?".utf8),
      sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      sha512: """
        164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
        9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737
        """),
    StandardVector(
      key: [UInt8](repeating: 0xaa, count: 20), data: [UInt8](repeating: 0xdd, count: 50),
      sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
      sha512: """
        fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39\
        bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb
        """),
    StandardVector(
      key: Array(1...25), data: [UInt8](repeating: 0xcd, count: 50),
      sha256: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
      sha512: """
        b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db\
        a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd
        """),
    StandardVector(
      key: [UInt8](repeating: 0x0c, count: 20), data: Array("Test With Truncation".utf8),
      sha256: "a3b6167473100ee06e0c796c2955552b", sha512: "415fad6271580a531d4179bc891d87a6"),
    StandardVector(
      key: [UInt8](repeating: 0xaa, count: 131),
      data: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      sha256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
      sha512: """
        80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352\
        6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598
        """),
    StandardVector(
      key: [UInt8](repeating: 0xaa, count: 131),
      data: Array(
        """
        This is a test using a larger than block-size key and a larger than block-size data. \
        The key needs to be hashed before being used by the HMAC algorithm.
        """.utf8),
      sha256: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
      sha512: """
        e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944\
        b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58
        """),
  ]

  @Test(arguments: rfc4231)
  func agreesWithRFC4231(_ vector: StandardVector) {
    let secret = Secret(vector.key)
    let short = Hex.encode(HMACKey(secret).sign(vector.data))
    let long = Hex.encode(HMACKey(secret, .sha512).sign(vector.data))
    #expect(short.prefix(vector.sha256.count) == vector.sha256)
    #expect(long.prefix(vector.sha512.count) == vector.sha512)
    #expect(short.count == 64 && long.count == 128)
  }

  /// Computed with Python's hmac.
  @Test func acceptsTheEmptyKeyAndTheEmptyMessage() {
    #expect(
      Hex.encode(HMACKey(Secret([])).sign([]))
        == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    #expect(
      Hex.encode(HMACKey(Secret(""), .sha512).sign([])) == """
        b936cee86c9f87aa5d3c6f2e84cb5a4239a5fe50480a6ec66b70ab5b1f4ac673\
        0c6c515421b327ec1d69402e53dfb49ad7381eb067b338fd7b0cb22247225d47
        """)
  }

  /// Computed with Python's hmac.
  @Test func acceptsAKeyOfExactlyOneBlock() {
    let message = Array("m".utf8)
    #expect(
      Hex.encode(HMACKey(Secret([UInt8](repeating: 0x6b, count: 64))).sign(message))
        == "3b7a8d453e76edb519238a515105a57508d0f169f480ebeee120a9e7803289fa")
    #expect(
      Hex.encode(HMACKey(Secret([UInt8](repeating: 0x6b, count: 128)), .sha512).sign(message))
        == """
        9592ecd80ce4ede3e27656eda4ba50730bb9f3220571039ccd3970f290c3aed4\
        5ae9ec0522d64471f8628a1a57e686d758a1881724e54a67a9f8868d425caa02
        """)
  }

  @Test(arguments: SignatureVector.binance + SignatureVector.cryptoCom + SignatureVector.bingX)
  func signsWhatTheVenueExpects(_ vector: SignatureVector) {
    let digest = HMACKey(Secret(vector.secret)).sign(Array(vector.message.utf8))
    #expect(Hex.encode(digest) == vector.signature)
  }

  @Test(arguments: SignatureVector.kuCoin)
  func signsWhatTheVenueExpectsInBase64(_ vector: SignatureVector) {
    let digest = HMACKey(Secret(vector.secret)).sign(Array(vector.message.utf8))
    #expect(Base64.encode(digest) == vector.signature)
  }

  @Test func theVectorsAreAllThere() {
    #expect(SignatureVector.binance.count == 20)
    #expect(SignatureVector.cryptoCom.count == 9)
    #expect(SignatureVector.bingX.count == 6)
    #expect(SignatureVector.kuCoin.count == 8)
  }

  @Test func aKeySignsManyMessagesWithoutAMemoryOfTheLast() {
    let key = HMACKey(Secret("Jefe"))
    let message = Array("what do ya want for nothing?".utf8)
    let first = key.sign(message)
    for length in [0, 1, 55, 56, 63, 64, 65, 300] {
      _ = key.sign([UInt8](repeating: 7, count: length))
    }
    #expect(key.sign(message) == first)
    #expect(message.withUnsafeBytes { key.sign($0) } == first)
  }

  @Test func threadsShareOneKey() async {
    let key = HMACKey(Secret("fake-secret-0001"))
    let messages = (0..<64).map { [UInt8](repeating: UInt8($0), count: $0 * 9) }
    let expected = messages.map { HMACKey(Secret("fake-secret-0001")).sign($0) }
    let disagreements = await withTaskGroup(of: Int.self) { group in
      for offset in 0..<8 {
        group.addTask {
          var wrong = 0
          for round in 0..<2_000 {
            let index = (round * 7 + offset) % messages.count
            if key.sign(messages[index]) != expected[index] { wrong += 1 }
          }
          return wrong
        }
      }
      return await group.reduce(0, +)
    }
    #expect(disagreements == 0)
  }
}
