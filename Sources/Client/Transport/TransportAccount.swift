import CCurl
import Glibc

/// Tells in a sentence what became of a request or a socket, and whether a byte of it left.
struct TransportAccount {
  private let address: TransportAddress
  private let patience: Int64
  private let options: CurlTransport.Options

  init(_ address: TransportAddress, _ patience: Int64, _ options: CurlTransport.Options) {
    self.address = address
    self.patience = patience
    self.options = options
  }

  /// What libcurl would not even begin.
  static func unmade(
    _ address: TransportAddress, _ words: UnsafePointer<CChar>?
  ) -> TransportFailure {
    let words = words.map { String(cString: $0) } ?? "no reason"
    return TransportFailure(
      .notSent, .setup, "\(address.place): libcurl cannot do it: \(words)")
  }

  func failure(_ end: CarrierEnd) -> TransportFailure {
    let (kind, reason) = end.has_begun != 0 ? afterSending(end) : beforeSending(end)
    return TransportFailure(
      end.has_begun != 0 ? .unknown : .notSent, kind, "\(address.place): \(reason)")
  }

  /// The library asks us before the first byte of a request; here it never did.
  private func beforeSending(_ end: CarrierEnd) -> (TransportFailure.Kind, String) {
    switch Int(end.trouble) {
    case CARRIER_NO_NAME: (.name, "no address is known for this name")
    case CARRIER_NO_WAY: (.refused, wayless(end.system_error))
    case CARRIER_NO_PROXY: (.proxy, proxyless(end.proxy_status))
    case CARRIER_BAD_CERTIFICATE: (.certificate, Self.doubt(end.verification))
    case CARRIER_NO_AUTHORITIES:
      (
        .setup,
        "the authorities in \(options.authorities ?? "the system's file") cannot be read"
      )
    case CARRIER_NO_TLS: (.tls, "TLS could not be agreed on")
    case CARRIER_TOO_LATE: (.timeout, "no connection stood in time")
    default: (.setup, "no connection was made: \(Self.words(end))")
    }
  }

  private func afterSending(_ end: CarrierEnd) -> (TransportFailure.Kind, String) {
    switch Int(end.trouble) {
    case CARRIER_TOO_LATE: (.timeout, "no answer came within \(patience) ms")
    case CARRIER_TOO_LARGE: (.tooLarge, "the answer is larger than \(options.bodyLimit) bytes")
    case CARRIER_CUT: (.lost, "the connection ended within the answer's headers")
    case _ where end.was_stopped != 0:
      (.lost, "the connection ended without an answer; the request was not sent again")
    default: (.lost, "no whole answer came: \(Self.words(end))")
    }
  }

  private func wayless(_ error: Int) -> String {
    let reason =
      switch Int32(truncatingIfNeeded: error) {
      case ECONNREFUSED: "nobody listens there"
      case ENETUNREACH, EHOSTUNREACH: "no way leads there"
      case ETIMEDOUT: "nobody answers there"
      default: "no connection could be made"
      }
    return mayHaveProxy ? "\(reason), or at the proxy that the environment names" : reason
  }

  private func proxyless(_ status: Int) -> String {
    status == 0
      ? "the proxy that the environment names cannot be used"
      : "the proxy that the environment names answered with status \(status)"
  }

  private var mayHaveProxy: Bool {
    let names = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    return !address.isLoopback && names.contains { getenv($0) != nil }
  }

  /// Why a certificate is not believed, by OpenSSL's numbers.
  ///
  /// libcurl compares the name itself, while the number is still 1, or 0.
  private static func doubt(_ verification: Int) -> String {
    switch verification {
    case 0, 1, 62, 64: "its certificate is for another name"
    case 9: "its certificate is not valid yet"
    case 10: "its certificate has expired"
    case 18...21: "its certificate is signed by nobody who is trusted here"
    default: "its certificate is not accepted (reason \(verification) of OpenSSL)"
    }
  }

  private static func words(_ end: CarrierEnd) -> String {
    end.words.map { String(cString: $0) } ?? "no reason"
  }
}
