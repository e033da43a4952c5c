import Crypto
import Exact
import Orders
import Simulator
import Venues

extension Serve {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let rim = invocation.rim
    // From the beginning, so that no signal finds the program half way.
    let stop = try rim.stopRequest()
    let first = invocation.integer(port) ?? 9400
    let doors = VenueCatalogue.ids.map(Simulator.Door.venue) + [.control]
    var simulator = Simulator(now: Timestamp(milliseconds: rim.now()))
    simulator.tape = try tape(invocation, simulator)
    let listening: Listening
    do throws(ServerFailure) {
      listening = try Listening(
        doors, address: invocation.text(listen) ?? "127.0.0.1",
        firstPort: UInt16(clamping: first))
    } catch {
      throw Failure(error.place, error.reason)
    }
    do throws(Failure) {
      if let path = invocation.text(credentialsOut) { try writeKeys(to: path, rim) }
    } catch {
      listening.close()
      throw error
    }
    let server = Server(simulator, on: listening)
    for line in readyLines(listening, simulator.venues) { rim.output.write(line.text + "\n") }
    try rim.output.flush()
    server.run(until: stop)
    return .fine
  }

  private static func tape(
    _ invocation: Invocation, _ simulator: Simulator
  ) throws(Failure) -> Tape {
    let uptime = Moment.current().uptime
    switch invocation.text(tape) ?? "still" {
    case "still": return .still
    case "walk": return .walk(TapeWalk(seed: 1, start: uptime))
    case let path:
      let bytes = try invocation.rim.readFile(path, FileInput.defaultLimit)
      let lines: [TapeScript.Line]
      do throws(FileError) {
        lines = try TapeFile.script(bytes)
      } catch {
        throw Failure(path, error.description)
      }
      for (index, line) in lines.enumerated() {
        if let reason = simulator.refusal(of: line.move) {
          throw Failure(path, "move \(index + 1): \(reason)")
        }
      }
      return .script(TapeScript(lines, start: uptime))
    }
  }

  /// Where each venue is: its paper addresses, at the host and port that were bound.
  private static func readyLines(_ listening: Listening, _ venues: [VenueID]) -> [JSON] {
    let control = listening.places.first { $0.door == .control }?.port ?? 0
    return listening.places.compactMap { place in
      guard case .venue(let id) = place.door, venues.contains(id),
        let hosts = VenueCatalogue.venue(id)?.hosts(in: .paper)
      else { return nil }
      func here(_ address: String?) -> JSON {
        guard let address, let scheme = address.firstRange(of: "://") else { return .null }
        let path = address[scheme.upperBound...].drop { $0 != "/" }
        return .string(
          address[..<scheme.upperBound] + "\(listening.host):\(place.port)" + path)
      }
      return [
        "venue": .string(id.name),
        "rest": here(hosts.rest),
        "ws": here(hosts.socket),
        "market_ws": here(hosts.marketSocket),
        "control": .string("http://\(listening.host):\(control)"),
      ]
    }
  }

  // MARK: Keys

  /// The first line of the file; what begins otherwise was not written here, and is left alone.
  private static let heading = "# The keys of tandem's simulators. They open nothing else.\n"

  private static func writeKeys(to path: String, _ rim: Rim) throws(Failure) {
    if path == FileInput.standardInput {
      throw Failure(credentialsOut.flag, "takes the name of a file; standard output has the lines")
    }
    do throws(Failure) {
      let old = try rim.readFile(path, FileInput.defaultLimit)
      guard old.starts(with: heading.utf8) else {
        throw Failure(path, "is there already, and was not written by tandem serve")
      }
    } catch {
      guard error.isMissingFile else { throw error }
    }
    try rim.writePrivateFile(path, Array(keys.utf8))
  }

  private static var keys: String {
    VenueCatalogue.all.reduce(into: heading) { text, venue in
      text += "\n[\(venue.id.name).paper]\n"
      for setting in venue.paperSettings {
        text += "\(setting.name) = \(setting.value.reveal())\n"
      }
    }
  }
}
