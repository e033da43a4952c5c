import Testing

@testable import tandem

@Suite struct CurlTests {
  /// HTTP wants a length with every POST; without a body curl sends none of its own accord.
  @Test func aPostWithoutABodySaysItsLength() {
    let text = World.oco.replacing(
      "binance.newOrderRespType\": \"RESULT", with: "binance.parameters\": \"query")
    let world = World(files: ["t.json": text])
    let curl = world.run("preview", "t.json", "--venue", "binance", "--format", "curl").output
    let wire = world.run("preview", "t.json", "--venue", "binance").output
    #expect(wire.contains("Content-Length: 0\n"))
    #expect(curl.contains("--header 'Content-Length: 0'"))
    #expect(!curl.contains("--data-raw"))
  }
}
