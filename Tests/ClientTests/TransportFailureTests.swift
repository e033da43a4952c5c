import Client
import Testing

@Suite struct TransportFailureTests {
  @Test func aFailureIsItsSentence() {
    let failure = TransportFailure(.notSent, .refused, "nobody listens at 127.0.0.1:1")
    #expect("\(failure)" == "nobody listens at 127.0.0.1:1")
  }
}
