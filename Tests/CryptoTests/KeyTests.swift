import Crypto
import Testing

@Suite struct Ed25519Tests {
  struct Vector: Sendable {
    let seed: String
    let publicKey: String
    let message: String
    let signature: String
  }

  /// RFC 8032 section 7.1, tests 1 to 3.
  static let rfc8032: [Vector] = [
    Vector(
      seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      message: "",
      signature: """
        e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
        5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
        """),
    Vector(
      seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      message: "72",
      signature: """
        92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
        """),
    Vector(
      seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      message: "af82",
      signature: """
        6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
        18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
        """),
  ]

  @Test(arguments: rfc8032)
  func agreesWithRFC8032(_ vector: Vector) throws {
    let key = try PrivateKey(ed25519Seed: #require(Hex.decode(vector.seed)))
    let message = try #require(Hex.decode(vector.message))
    let signature = try key.sign(message)
    #expect(Hex.encode(signature) == vector.signature)
    let half = try PublicKey(ed25519: #require(Hex.decode(vector.publicKey)))
    #expect(half.verifies(signature, message))
    #expect(!half.verifies(signature, message + [0]))
    #expect(try PublicKey(pem: key.publicKeyPEM).verifies(signature, message))
  }

  @Test func signsWhatTheVenueExpects() throws {
    let key = try PrivateKey(pem: Secret(TestKeys.ed25519))
    #expect(key.kind == .ed25519)
    for (name, signature) in [
      (
        "F2 SELL OCO",
        "dOa5MIbkEtLZuZ7JD8ciAHDzT9SeJ8yWm5jDRGACE3GT0zo+hzyH07oYxH3LEd3k7QQ0N6j8pqP7+RA+lhj4Aw=="
      ),
      (
        "F14 WS subscribe",
        "kHi9zBZ2AvGVUrG6w8IBZOrda6ue5QaFIR6VOVLtKVbwv1o+RH1Er92XCujEdFpxI8n4HrllAc334qXGwHIFAA=="
      ),
    ] {
      let vector = try #require(SignatureVector.binance.first { $0.name == name })
      #expect(Base64.encode(try key.sign(Array(vector.message.utf8))) == signature)
    }
  }

  @Test(arguments: [0, 31, 33, 64])
  func refusesASeedOfAnotherLength(_ count: Int) {
    #expect(throws: CryptoError("an Ed25519 seed has 32 bytes, this one has \(count)")) {
      try PrivateKey(ed25519Seed: [UInt8](repeating: 1, count: count))
    }
  }
}

@Suite struct RSATests {
  static let message = Array("symbol=BTCUSDT&side=SELL".utf8)

  @Test func signsAsTheOpenSSLCommandDoes() throws {
    for pem in [TestKeys.rsa, TestKeys.rsaPKCS1] {
      let key = try PrivateKey(pem: Secret(pem))
      #expect(key.kind == .rsa)
      #expect(Hex.encode(try key.sign(Self.message)) == TestKeys.rsaSignature)
    }
  }

  @Test func verifiesWithThePublicHalf() throws {
    let key = try PrivateKey(pem: Secret(TestKeys.rsa))
    #expect(key.publicKeyPEM == TestKeys.rsaPublic + "\n")
    let half = try PublicKey(pem: key.publicKeyPEM)
    var signature = try key.sign(Self.message)
    #expect(half.verifies(signature, Self.message))
    #expect(!half.verifies(signature, []))
    #expect(!half.verifies([], Self.message))
    #expect(!half.verifies(signature + [0], Self.message))
    signature[17] ^= 1
    #expect(!half.verifies(signature, Self.message))
  }

  @Test func aKeyDoesNotVerifyAnothersSignature() throws {
    let rsa = try PublicKey(pem: TestKeys.rsaPublic)
    let ed25519 = try PrivateKey(pem: Secret(TestKeys.ed25519))
    #expect(!rsa.verifies(try ed25519.sign(Self.message), Self.message))
    let half = try PublicKey(pem: ed25519.publicKeyPEM)
    #expect(!half.verifies(try #require(Hex.decode(TestKeys.rsaSignature)), Self.message))
  }

  @Test func threadsShareOneKey() async throws {
    let key = try PrivateKey(pem: Secret(TestKeys.rsa))
    let agreed = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<20).allSatisfy { _ in
            (try? key.sign(Self.message)).map(Hex.encode) == TestKeys.rsaSignature
          }
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(agreed)
  }
}

@Suite struct KeyRefusalTests {
  /// A key that is no good, and words its refusal must contain.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let pem: String
    let words: String

    init(_ name: String, _ pem: String, says words: String) {
      (testDescription, self.pem, self.words) = (name, pem, words)
    }
  }

  static let refusals = [
    Refusal("nothing", "", says: "is empty"),
    Refusal("text", "hello", says: "no PEM block"),
    Refusal("no armour", Hex.encode([UInt8](repeating: 0x30, count: 400)), says: "no PEM block"),
    Refusal("a long file", String(repeating: "A", count: 70_000), says: "longer than"),
    Refusal("encrypted PKCS#8", TestKeys.encrypted, says: "encrypted"),
    Refusal("encrypted PKCS#1", TestKeys.encryptedPKCS1, says: "encrypted"),
    Refusal("P-256 in PKCS#8", TestKeys.p256, says: "id-ecPublicKey"),
    Refusal("P-256 in SEC 1", TestKeys.p256SEC1, says: "of kind EC;"),
    Refusal("DSA", "-----BEGIN DSA PRIVATE KEY-----\nAAAA", says: "of kind DSA;"),
    Refusal("Ed448", TestKeys.ed448, says: "ED448"),
    Refusal("short RSA", TestKeys.rsa1024, says: "1024 bits"),
    Refusal("numbers that do not fit", TestKeys.rsaWrongExponent, says: "own signature"),
    Refusal("the public half", TestKeys.rsaPublic, says: "this is the public key"),
    Refusal("cut short", String(TestKeys.rsa.dropLast(60)), says: "damaged"),
    Refusal(
      "stray characters", TestKeys.rsa.replacing("M", with: "*", maxReplacements: 3),
      says: "damaged"),
    Refusal(
      "empty armour", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", says: "damaged"),
    Refusal("a first line alone", "-----BEGIN PRIVATE KEY-----", says: "damaged"),
    Refusal("a certificate", "-----BEGIN CERTIFICATE-----\nAAAA", says: "this is a certificate"),
    Refusal("OpenSSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", says: "OpenSSH"),
    Refusal("no label", "-----BEGIN -----\n", says: "no PEM block"),
    Refusal("another label", "-----BEGIN NONSENSE-----\n", says: "not a private key"),
  ]

  @Test(arguments: refusals)
  func refusesWithASentence(_ refusal: Refusal) throws {
    let error = try #require(throws: CryptoError.self) { try PrivateKey(pem: Secret(refusal.pem)) }
    #expect(error.reason.contains(refusal.words), "\(error)")
    #expect(error.reason.count < 120 && !error.reason.contains("\n"))
    #expect("\(error)" == error.reason)
  }

  @Test func refusesWhatIsNotAPublicKey() {
    for pem in [TestKeys.rsa, "", "hello", "-----BEGIN PUBLIC KEY-----\nAAAA"] {
      #expect(throws: CryptoError.self) { try PublicKey(pem: pem) }
    }
  }

  /// Every byte of a good key in turn is replaced; most give an error, none a crash, and a key
  /// that is still accepted signs.
  @Test func survivesAnySingleDamage() throws {
    let good = Array(TestKeys.ed25519.utf8)
    for place in good.indices {
      for byte in [0x00, 0x0a, 0x3d, 0x41, 0xff] as [UInt8] {
        var bytes = good
        bytes[place] = byte
        guard let key = try? PrivateKey(pem: Secret(bytes)) else { continue }
        #expect(try key.sign([1]).count == 64)
      }
    }
  }

  @Test func acceptsWindowsLineEndsAndTextAroundTheKey() throws {
    let pem = "my key\r\n" + TestKeys.ed25519.replacing("\n", with: "\r\n") + "\r\nnotes\r\n"
    #expect(try PrivateKey(pem: Secret(pem)).kind == .ed25519)
  }

  @Test func aKeyShowsOnlyItsKind() throws {
    let key = try PrivateKey(pem: Secret(TestKeys.ed25519))
    #expect("\(key)" == "PrivateKey(ed25519)")
    #expect(Mirror(reflecting: key).children.map(\.label) == ["kind"])
  }
}
