import Crypto
import Testing

@Suite struct SecretTests {
  struct Holder {
    let name = "binance"
    let secret: Secret
    var maybe: Secret?
  }

  static let plain = "hunter2-hunter2"

  @Test func neverPrints() {
    let secret = Secret(Self.plain)
    let holder = Holder(secret: secret, maybe: secret)
    var shown = ["\(secret)", String(describing: secret), String(reflecting: secret)]
    shown += ["\(holder)", String(reflecting: holder), "\([secret])", "\(["k": secret])"]
    shown += ["\(Optional(secret) as Any)", "\(HMACKey(secret))"]
    var text = ""
    dump(secret, to: &text)
    dump(holder, to: &text)
    dump(HMACKey(secret), to: &text)
    debugPrint(secret, holder, [secret], to: &text)
    print(secret, holder, [secret], to: &text)
    shown.append(text)
    for output in shown {
      #expect(!output.contains("hunter"))
      // An address may have these digits in it; bytes of an array stand in a row, or one a line.
      #expect(!output.contains("104, 117"), "the bytes of the text in decimal")
      #expect(!output.contains("- 104\n"), "the bytes of the text in decimal")
    }
    #expect("\(secret)" == "••••")
    #expect(String(reflecting: secret) == "••••")
    #expect(text.contains("••••"))
  }

  @Test func showsNothingToAMirror() {
    let secret = Secret(Self.plain)
    #expect(Mirror(reflecting: secret).children.isEmpty)
    #expect(Mirror(reflecting: secret).superclassMirror == nil)
  }

  @Test func printsTheSameAtAnyLength() {
    #expect("\(Secret(""))" == "\(Secret(Self.plain))")
  }

  @Test func revealsOnlyOnDemand() {
    #expect(Secret(Self.plain).reveal() == Self.plain)
    #expect(Secret([0x61, 0x62]).reveal() == "ab")
    #expect(Secret("é").withBytes { Array($0) } == [0xc3, 0xa9])
  }

  @Test func knowsItsSize() {
    #expect(Secret("").isEmpty && Secret("").count == 0)
    #expect(!Secret("é").isEmpty && Secret("é").count == 2)
  }

  @Test func comparesByContent() {
    #expect(Secret("abc") == Secret([0x61, 0x62, 0x63]))
    #expect(Secret("abc") != Secret("abd"))
    #expect(Secret("abc") != Secret("ab"))
    #expect(Secret("") == Secret([]))
    #expect(Secret("") != Secret("a"))
  }
}
