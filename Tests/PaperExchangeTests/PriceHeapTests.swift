import Testing

@testable import PaperExchange

@Suite struct PriceHeapTests {
  /// Against a plain array that is searched from end to end.
  @Test(arguments: [UInt64](1...4)) func itAgreesWithAPlainArray(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var heap = PriceHeap()
    var plain: [PriceHeap.Entry] = []
    var places = [Int32](repeating: PriceHeap.nowhere, count: 400)
    for step in 0..<4_000 {
      let order = Int.random(in: 0..<400, using: &random)
      if places[order] == PriceHeap.nowhere {
        let entry = PriceHeap.Entry(
          key: Int64.random(in: -90...90, using: &random), sequence: Int64(step),
          order: Int32(order))
        heap.insert(entry, &places)
        plain.append(entry)
      } else {
        heap.remove(at: Int(places[order]), &places)
        plain.removeAll { $0.order == Int32(order) }
      }
      let least = plain.min { ($0.key, $0.sequence) < ($1.key, $1.sequence) }
      #expect(heap.first == least)
      #expect(heap.best == least?.key ?? PriceHeap.never)
      let flaw = heap.flaw(places)
      #expect(flaw == nil)
      if flaw != nil { return }
    }
    #expect(heap.entries.count > 100)
  }
}
