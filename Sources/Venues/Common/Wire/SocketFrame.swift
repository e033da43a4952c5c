import Orders

/// Makes and seals the frames of venues that speak JSON on their sockets.
extension Venue {
  /// The frame's bytes on the socket its channel names.
  func frame(_ draft: Draft, _ seal: Seal, body: SealedText) -> WireRequest {
    WireRequest(
      venue: id, environment: seal.environment, operation: draft.endpoint.operation,
      channel: draft.endpoint.channel,
      base: hosts(in: seal.environment)?.base(for: draft.endpoint.channel) ?? "", body: body)
  }

  /// The address a REST request of this environment goes to.
  func restBase(_ seal: Seal) throws(SealFailure) -> String {
    guard seal.credentials.venue == id else {
      throw SealFailure("credentials of \(seal.credentials.venue) do not open \(id)")
    }
    guard let hosts = hosts(in: seal.environment) else {
      let known = Words.list(hosts.map(\.environment.rawValue))
      throw SealFailure("\(id) has no \(seal.environment.rawValue) environment; it has \(known)")
    }
    return hosts.rest
  }
}
