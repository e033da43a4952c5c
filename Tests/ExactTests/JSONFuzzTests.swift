import Exact
import Testing

struct JSONFuzzTests {
  private static let seeds = [
    #"{"e":"executionReport","s":"BTCUSDT","p":"0.10264410","i":4293153,"N":null,"w":true}"#,
    #"{"legs":[{"type":"limit","price":"32000"},{"trigger":29000.50,"tif":"gtc"}],"x":{}}"#,
    #"["\u00e9\ud83d\ude00\n\"","é😀€",[[],[[]],{}],-0.5e-10,1E+2,false]"#,
    #"{"a":1,"b":2,"c":3,"aa":4,"\u0061b":5,"d":{"a":1,"b":[1,2,3]}}"#,
    " [ 1 , 2 ,\n\t{ \"k\" : [ ] } ] \r\n",
  ].map { Array($0.utf8) }

  private static let alphabet =
    Array("{}[]\",:\\/ubn0129-+.eE tfa\n\t".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xF0, 0xFF]

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
    let byte = Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)]
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where !bytes.isEmpty: bytes[place] = byte
    case 1: bytes.insert(byte, at: min(place, bytes.count))
    case 2 where !bytes.isEmpty: bytes.remove(at: place)
    case 3: bytes.removeLast(bytes.count - min(place, bytes.count))
    case 4:
      let end = Int.random(in: min(place, bytes.count)...bytes.count, using: &random)
      bytes.insert(contentsOf: bytes[min(place, bytes.count)..<end], at: end)
    default:
      guard bytes.count > 1 else { return }
      bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
    }
  }

  @Test func mutatedTextsNeverCrashAndTwoReadersAgreeOnThem() throws {
    var random = SplitMix64(seed: 8)
    var accepted = 0
    for round in 0..<6000 {
      var bytes = Self.seeds[round % Self.seeds.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, &random) }
      let document = try? JSONDocument(parsing: bytes)
      let label = String(decoding: bytes, as: UTF8.self)
      #expect((document != nil) == NaiveJSON.accepts(bytes), "\(label)")
      guard let document else { continue }
      accepted += 1
      guard let copy = try? JSON(document.root) else { continue }
      #expect(try JSON(JSONDocument(parsing: copy.text).root).text == copy.text, "\(label)")
    }
    #expect(accepted > 300)
  }

  private func randomValue(_ random: inout SplitMix64, depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2:
      return .integer(
        Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0..<64, using: &random))
    case 3:
      // A whole number that fits 64 bits reads back as an integer, so it is made one here too.
      let value = Decimal(random.decimalText()) ?? .one
      return value.int64.map(JSON.integer) ?? .number(value)
    case 4, 5: return .string(randomText(&random))
    case 6:
      return .array(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          randomValue(&random, depth: depth - 1)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &random)).map {
          JSONMember("\($0)" + randomText(&random), randomValue(&random, depth: depth - 1))
        })
    }
  }

  private func randomText(_ random: inout SplitMix64) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "\"", "\\", "/", "\n", "\0", "\u{1F}", "\u{7F}", "é", "€", "😀", "\u{2028}", "\u{FFFF}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      text.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
    }
    return String(text)
  }

  @Test func whatIsWrittenIsReadBackTheSame() throws {
    var random = SplitMix64(seed: 9)
    for _ in 0..<800 {
      let value = randomValue(&random, depth: 4)
      let text = value.text
      #expect(NaiveJSON.accepts(Array(text.utf8)), "\(text)")
      #expect(try JSON(JSONDocument(parsing: text).root) == value, "\(text)")
    }
  }
}
