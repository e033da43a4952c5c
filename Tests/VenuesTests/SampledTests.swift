import Exact
import Orders
import Sampling
import Testing

@testable import Venues

/// A quick sample of what `Benchmarks roundtrip` and `Benchmarks fuzz` run at length.
@Suite struct SampledTests {
  @Test(arguments: VenueCatalogue.ids)
  func legalTicketsComeBackAsTheyWent(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    let trip = try RoundTrip(venue)
    var sampler = TicketSampler(venue, seed: 2026)
    for number in 0..<250 {
      let (ticket, market) = sampler.next()
      #expect(sampler.isLegal(ticket, market), "no legal ticket was found: \(ticket)")
      if let trouble = trip.trouble(ticket, identity: UInt64(number)) {
        Issue.record("\(TicketFile.json(ticket).text) \(trouble)")
        return
      }
    }
  }

  /// Else the sample would prove little: every kind, type and option of every form must turn up.
  @Test(arguments: VenueCatalogue.ids)
  func theSampleReachesEveryKindAndType(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    var sampler = TicketSampler(venue, seed: 7)
    var kinds: Set<Kind> = []
    var types: Set<LegType> = []
    for _ in 0..<500 {
      let ticket = sampler.next().ticket
      kinds.insert(ticket.kind)
      types.formUnion(ticket.legs.compactMap(\.type))
    }
    #expect(kinds == Set(venue.forms.map(\.kind)))
    let readable = venue.forms.flatMap(\.slots).flatMap(\.readableTypes)
    #expect(types == Set(readable), "missing \(Set(readable).subtracting(types))")
  }

  @Test func spoiltTicketFilesAreRefusedOrReadForWhatTheyAre() throws {
    var mutator = Mutator(seed: 5)
    for venue in VenueCatalogue.all {
      var sampler = TicketSampler(venue, seed: 11)
      for _ in 0..<60 {
        let text = TicketFile.json(sampler.next().ticket).text
        #expect(TicketFileProbe.trouble(Array(text.utf8)) == nil)
        for _ in 0..<12 {
          let spoilt = mutator.spoil(Array(text.utf8))
          if let trouble = TicketFileProbe.trouble(spoilt) {
            Issue.record("\(String(decoding: spoilt, as: UTF8.self)) \(trouble)")
            return
          }
        }
      }
    }
  }
}
