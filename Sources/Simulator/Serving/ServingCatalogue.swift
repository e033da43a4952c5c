/// The venues that are served, each by its own half of the protocol.
///
/// A new venue is a folder and a line here.
public enum ServingCatalogue {
  public static let all: [any Serving.Type] = [
    BinanceServing.self, CryptoComServing.self, BingXServing.self, KuCoinServing.self,
    TradovateServing.self,
  ]
}
