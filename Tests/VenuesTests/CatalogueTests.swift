import Exact
import Orders
import Testing

@testable import Venues

/// What every venue's tables must hold, whatever the venue.
@Suite struct CatalogueTests {
  @Test func theFiveVenuesStandInTheOrderOfTheContract() {
    #expect(
      VenueCatalogue.ids.map(\.name) == ["binance", "crypto-com", "bingx", "kucoin", "tradovate"])
  }

  @Test(arguments: VenueCatalogue.ids)
  func everyFactIsCitedFromADocumentOfTheVenue(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    let names = Set(venue.documents.map(\.name))
    #expect(venue.documents.allSatisfy { !$0.version.isEmpty })
    var citations = venue.hosts.map(\.source) + venue.choices.map(\.source)
    citations += venue.capabilities.contingencies.map(\.source)
    for endpoint in venue.forms.map(\.endpoint) + venue.endpoints {
      citations.append(endpoint.source)
      citations += endpoint.fields.map(\.source)
    }
    for citation in citations {
      #expect(names.contains(citation.document), "\(citation)")
      #expect(!citation.place.isEmpty)
    }
  }

  @Test(arguments: VenueCatalogue.ids)
  func optionNamesAreUniqueWithinARequest(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    let choices = Set(venue.choices.map(\.name))
    for form in venue.forms {
      // A price may stand in two rows, for the leg types that write it under different names.
      let names = form.fields.filter(\.isOption).map(\.optionName)
      #expect(Set(names).count == names.count, "\(form.name)")
      #expect(choices.isDisjoint(with: names), "a choice of \(form.name) hides a parameter")
    }
    #expect(Set(venue.forms.map(\.name)).count == venue.forms.count)
  }

  @Test(arguments: VenueCatalogue.ids)
  func everySlotIsFilledByTheFormsFields(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    for form in venue.forms {
      #expect(form.slots.count == form.kind.legCount)
      #expect(form.slots.map(\.role) == form.kind.roles)
      for (slot, place) in form.slots.enumerated() {
        #expect(!place.types.isEmpty)
        let meanings = form.fields.filter { $0.slots.contains(slot) }.map(\.meaning)
        #expect(meanings.contains(.side), "\(form.name) \(place.name) has no side")
      }
    }
  }

  @Test(arguments: VenueCatalogue.ids)
  func paperComesFirstAndStaysOnThisMachine(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    let paper = try #require(venue.hosts.first)
    #expect(paper.environment == .paper)
    for address in [paper.rest, paper.socket, paper.marketSocket].compactMap({ $0 }) {
      #expect(address.contains("://127.0.0.1:"), "\(address)")
    }
    for hosts in venue.hosts.dropFirst() {
      for address in [hosts.rest, hosts.socket, hosts.marketSocket].compactMap({ $0 }) {
        #expect(address.hasPrefix("https://") || address.hasPrefix("wss://"), "\(address)")
        #expect(!address.hasSuffix("/"))
      }
    }
  }

  @Test(arguments: VenueCatalogue.ids)
  func symbolsAreSpeltAndReadBack(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    for rules in venue.instruments {
      let symbol = try #require(venue.symbol(of: rules.instrument))
      #expect(symbol == rules.symbol)
      #expect(venue.instrument(spelled: symbol) == rules.instrument)
      #expect(StartingMarket.last(of: rules.instrument) != nil, "\(rules.instrument) has no price")
      #expect(rules.tick?.isPositive == true)
      #expect(rules.lot?.isPositive == true)
    }
  }

  /// Sealing for one environment never takes another's host.
  @Test(arguments: VenueCatalogue.ids)
  func theHostFollowsTheCredentialsEnvironment(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    let spot = #"{"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"1","legs":"#
    let future = #"{"kind":"oco","instrument":"ESZ6","side":"sell","quantity":"1","legs":"#
    let legs = venue.capabilities.tradesSpot ? "stop_limit" : "stop"
    let price = venue.capabilities.tradesSpot ? #","price":"1""# : ""
    let text =
      (venue.capabilities.tradesSpot ? spot : future)
      + #"[{"type":"limit","price":"3"},{"type":"\#(legs)","trigger":"1"\#(price)}]}"#
    let draft = try venue.place(try ticket(text), ListIdentity(1))
    for hosts in venue.hosts {
      let keys = try venue.standInCredentials(hosts.environment)
      let request = try venue.sealed(draft, keys)
      #expect(request.base == hosts.rest)
      #expect(request.environment == hosts.environment)
    }
    for other in VenueCatalogue.all where other.id != id {
      let foreign = try other.paperCredentials()
      #expect(throws: SealFailure.self) { try venue.sealed(draft, foreign) }
    }
  }
}
