import Exact
import Glibc
import Orders
import Sampling
import Venues

/// The long forms of the sampled tests: as many tickets, and as many spoilt files, as one has time
/// for.
struct LongRuns {
  let count: Int
  let seed: UInt64
  /// Only this venue; nil for all of them.
  var venue: String?

  private var venues: [any Venue] {
    VenueCatalogue.all.filter { venue == nil || $0.id.name == venue }
  }

  /// Random legal tickets to requests and back, on every venue that can express them.
  func roundTrips() throws -> Bool {
    var isFine = true
    for venue in venues {
      let trip = try RoundTrip(venue)
      var sampler = TicketSampler(venue, seed: seed)
      let start = Stopwatch.now()
      for number in 0..<count {
        let ticket = sampler.next().ticket
        guard let trouble = trip.trouble(ticket, identity: UInt64(number)) else { continue }
        print("\(venue.id), seed \(seed), ticket \(number): \(TicketFile.json(ticket).text)")
        print("  \(trouble)")
        isFine = false
        break
      }
      print("\(venue.id): \(count) tickets to requests and back in \(seconds(since: start)) s")
    }
    return isFine
  }

  /// Clients on bad networks; each run is told by its seed.
  func clients() throws -> Bool {
    let start = Stopwatch.now()
    var failures = 0
    var lists = 0
    for number in 0..<count {
      let runSeed = seed &+ UInt64(number)
      var walk = try ClientWalk(seed: runSeed)
      if let venue, walk.venue.name != venue { continue }
      let troubles = walk.run()
      lists += walk.listCount
      if !troubles.isEmpty {
        failures += 1
        print("seed \(runSeed), \(walk.venue):")
        for trouble in troubles { print("  \(trouble)") }
        if count == 1 {
          for step in walk.steps { print("    \(step)") }
          for line in walk.report { print("  \(line)") }
        }
        if failures == 10 { break }
      }
      if number % 10_000 == 9_999 {
        print("\(number + 1) runs, \(lists) lists, \(failures) failed, \(seconds(since: start)) s")
      }
    }
    print("\(count) runs, \(lists) lists, \(failures) failed, \(seconds(since: start)) s")
    return failures == 0
  }

  /// Spoilt ticket files, answers and frames.
  func spoilt() -> Bool {
    var mutator = Mutator(seed: seed)
    var read = 0
    let start = Stopwatch.now()
    for number in 0..<count {
      let venue = VenueCatalogue.all[number % VenueCatalogue.all.count]
      var sampler = TicketSampler(venue, seed: seed &+ UInt64(number / 50))
      let bytes = mutator.spoil(Array(TicketFile.json(sampler.next().ticket).text.utf8))
      if let trouble = TicketFileProbe.trouble(bytes) { return report("ticket", bytes, trouble) }
      if (try? TicketFile.read(bytes, venues: VenueCatalogue.ids)) != nil { read += 1 }
    }
    print("\(count) spoilt ticket files, \(read) still tickets, in \(seconds(since: start)) s")
    return spoiltAnswers(&mutator)
  }

  private func spoiltAnswers(_ mutator: inout Mutator) -> Bool {
    let start = Stopwatch.now()
    for number in 0..<count {
      let venue = VenueCatalogue.all[number % VenueCatalogue.all.count]
      let samples = AnswerSamples.of(venue.id)
      let sample = samples[number / VenueCatalogue.all.count % samples.count]
      let bytes = mutator.spoil(Array(sample.utf8))
      let status = [200, 200, 400, 500][number % 4]
      for trouble in [
        AnswerProbe.trouble(bytes, status: status, venue),
        AnswerProbe.trouble(frame: bytes, venue),
      ] {
        if let trouble { return report("answer of \(venue.id)", bytes, trouble) }
      }
    }
    print("\(count) spoilt answers and frames in \(seconds(since: start)) s")
    return true
  }

  private func report(_ what: String, _ bytes: [UInt8], _ trouble: String) -> Bool {
    print("\(what), seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    print("  \(trouble)")
    return false
  }

  private func seconds(since start: Int64) -> Int64 {
    (Stopwatch.now() - start) / 1_000_000_000
  }
}
