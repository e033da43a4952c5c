import Orders
import Venues

/// Reads the files that verbs take, and turns what is wrong with them into one sentence.
enum TicketInput {
  static let maximumBytes = 1 << 20

  static func ticket(_ path: String, _ rim: Rim) throws(Failure) -> Ticket {
    let bytes = try rim.readFile(path, maximumBytes)
    do {
      return try TicketFile.read(bytes, venues: VenueCatalogue.ids)
    } catch {
      throw Failure(path, error)
    }
  }

  static func market(_ path: String, _ rim: Rim) throws(Failure) -> MarketFile {
    let bytes = try rim.readFile(path, maximumBytes)
    do {
      return try MarketFile.read(bytes)
    } catch {
      throw Failure(path, error)
    }
  }
}

extension Failure {
  /// "t.json:4: legs[0].price: has a comma; …": the place as editors understand it.
  init(_ path: String, _ error: FileError) {
    let file = path == "-" ? "standard input" : path
    let place = error.line.map { "\(file):\($0)" } ?? file
    self.init(place, error.key.isEmpty ? error.reason : "\(error.key): \(error.reason)")
  }
}

extension Invocation {
  /// The venues asked for, or all of them; `isNamed` tells which.
  var venues: (list: [any Venue], isNamed: Bool) {
    let names = texts(.venue)
    if names.isEmpty { return (VenueCatalogue.all, false) }
    return (VenueCatalogue.all.filter { names.contains($0.id.name) }, true)
  }

  var environment: Environment { Environment(rawValue: text(.environment) ?? "") ?? .paper }
}
