import Client
import Crypto
import Exact
import Foundation
import Journal
import Orders
import Simulator
import Testing
import Venues

/// What opens an account is found nowhere but in the requests that need it.
@Suite("Secrets of a client over sockets") struct WireSecretTests {
  /// Everything that could be read by somebody, by where it would be read.
  private static func exposed(_ bench: WireBench) throws -> [(place: String, bytes: Data)] {
    var all = try bench.folder.files().map { (place: $0.name, bytes: $0.bytes) }
    func add(_ place: String, _ text: String) { all.append((place, Data(text.utf8))) }
    try bench.journal.forEachRecord { record in
      add("export", JournalExport.json(record))
      add("export", JournalExport.line(record))
    }
    add("sentences", bench.sentences.sorted().joined(separator: "\n"))
    add("diagnosis", bench.client.diagnosis.joined(separator: "\n"))
    add("description", String(describing: bench.client))
    var dumped = ""
    dump(bench.client, to: &dumped)
    add("dump", dumped)
    add("lists", "\(bench.client.lists)")
    add("placements", "\(bench.placed.values.map { $0.request.text(.wire) })")
    return all
  }

  private static func leaks(_ bench: WireBench, of secrets: Set<String>) throws -> [String] {
    try #require(!secrets.isEmpty)
    return try exposed(bench).flatMap { place, bytes in
      secrets.sorted().filter { bytes.range(of: Data($0.utf8)) != nil }.map { "\($0) in \(place)" }
    }
  }

  /// What opens the account now, given or told by the venue meanwhile.
  private static func secrets(_ bench: WireBench) throws -> Set<String> {
    // A stream's address has the key to it behind these.
    var secrets: Set<String> = ["listenKey=", "token="]
    for id in bench.venues {
      let venue = try WireBench.venue(id)
      let hidden = Set(venue.credentialSettings.filter(\.isSecret).map(\.name))
      for (name, value) in venue.paperSettings where hidden.contains(name) {
        secrets.insert(value.reveal())
      }
      if let tokens = bench.client.credentials(of: id)?.tokens { secrets.formUnion(tokens.values) }
    }
    return secrets
  }

  @Test("Keys that are taken, through a whole bad day")
  func taken() throws {
    let bench = try WireBench()
    var secrets = try Self.secrets(bench)
    // On its way in, a session holds what it asks with.
    #expect(try Self.leaks(bench, of: secrets) == [])
    try bench.goLive()
    secrets.formUnion(try Self.secrets(bench))
    #expect(try Self.leaks(bench, of: secrets) == [])
    var keys: [ListKey] = []
    for venue in bench.venues {
      try bench.arm(Fault(.dropReply, venue: venue, operation: .place))
      keys.append(try bench.place(try WireBench.ticket(.oco, at: venue), at: venue))
    }
    try bench.wait("outcomes") { keys.allSatisfy { !bench.outcome(of: $0).isEmpty } }
    #expect(try Self.leaks(bench, of: secrets) == [])
    try bench.agree()
    for key in keys { try bench.cancel(key) }
    try bench.wait("ends") { keys.allSatisfy { bench.client.list($0)?.isOpen == false } }
    try bench.agree()
    bench.served.end()
    try bench.wait("reasons") { bench.venues.allSatisfy { bench.client.reason(of: $0) != nil } }
    for key in keys { try bench.place(try WireBench.ticket(.oco, at: key.venue), at: key.venue) }
    bench.finish()
    secrets.formUnion(try Self.secrets(bench))
    #expect(try Self.leaks(bench, of: secrets) == [])
  }

  @Test("Keys that a venue does not know, with what it says of them")
  func refused() throws {
    let marker = "mArKeR5f0c"
    let bench = try WireBench { served, venue in
      var values: [String: Secret] = [:]
      for (name, value) in venue.paperSettings { values[name] = value }
      for setting in venue.credentialSettings where setting.isSecret {
        if values[setting.name] != nil { values[setting.name] = Secret("\(marker)\(setting.name)") }
      }
      return try served.account(
        venue,
        venue.credentials(
          from: CredentialValues(venue: venue.id, environment: .paper, values: values)))
    }
    try bench.wait("reasons") { bench.venues.allSatisfy { bench.client.reason(of: $0) != nil } }
    for venue in bench.venues {
      try bench.place(try WireBench.ticket(.oco, at: venue), at: venue)
      #expect(bench.client.state(of: venue) != .live)
    }
    bench.finish()
    #expect(try Self.leaks(bench, of: [marker]) == [])
  }
}
