import Client
import Orders
import Sampling

extension PaperBench {
  /// Everything in which the client's lists differ from the engine's; empty where they agree.
  func differences(_ venue: VenueID) -> [String] {
    TruthOfLists(paper.transport.simulator, venue).differences(from: paper.client.lists)
  }
}
