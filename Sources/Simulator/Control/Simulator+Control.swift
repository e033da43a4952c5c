import Exact
import Orders
import Venues
import WebSocket

/// What scripts say to the simulator itself: move the tape, see the truth, arm faults.
extension Simulator {
  mutating func answerControl(_ id: Int64, _ moment: Moment) {
    while let request = control.next(id, moment) {
      control.reply(answer(control: request, moment), on: id, moment)
    }
  }

  /// Answers one request to the control port.
  public mutating func answer(control request: HTTPRequest, _ moment: Moment) -> HTTPResponse {
    do throws(ControlRefusal) {
      let venue = try venue(request)
      switch (request.path, request.method) {
      case ("/tape", "POST"): return try moveTape(request.body, moment)
      case ("/tape", "GET"), ("/tape", "HEAD"): return HTTPResponse(200, markets(venue: venue))
      case ("/lists", "GET"), ("/lists", "HEAD"): return HTTPResponse(200, truth(venue: venue))
      case ("/fault", "POST"): return try takeFault(request.body, moment)
      case ("/fault", "GET"), ("/fault", "HEAD"): return HTTPResponse(200, faultList)
      case ("/health", "GET"), ("/health", "HEAD"): return HTTPResponse(200, health)
      case ("/tape", _), ("/fault", _): throw ControlRefusal(405, "takes GET and POST", "GET, POST")
      case ("/lists", _), ("/health", _): throw ControlRefusal(405, "takes GET", "GET")
      default:
        throw ControlRefusal(404, "the control port has /tape, /lists, /fault and /health")
      }
    } catch {
      return error.response
    }
  }

  private func venue(_ request: HTTPRequest) throws(ControlRefusal) -> VenueID? {
    guard let query = request.query, !query.isEmpty else { return nil }
    guard let parameters = FormParameters(query), parameters.entries.count == 1,
      let name = parameters["venue"]
    else { throw ControlRefusal(400, "the only parameter is venue, once") }
    guard let venue = venues.first(where: { $0.name == name }) else {
      let known = Words.alternatives(venues.map(\.name))
      throw ControlRefusal(400, "venue: '\(KeyedReader.quoted(name))' is not \(known)")
    }
    return venue
  }

  private mutating func moveTape(
    _ body: [UInt8], _ moment: Moment
  ) throws(ControlRefusal) -> HTTPResponse {
    let move: TapeMove
    do throws(FileError) { move = try TapeFile.move(body) } catch { throw ControlRefusal(error) }
    if let reason = refusal(of: move) { throw ControlRefusal(400, reason) }
    let moved = apply(move, moment)
    return HTTPResponse(200, ["moved": .array(moved.map { .string($0.name) })])
  }

  private mutating func takeFault(
    _ body: [UInt8], _ moment: Moment
  ) throws(ControlRefusal) -> HTTPResponse {
    let order: FaultFile.Order
    do throws(FileError) { order = try FaultFile.read(body) } catch { throw ControlRefusal(error) }
    switch order {
    case .clear:
      clearFaults(moment)
      return HTTPResponse(200, ["cleared": true])
    case .arm(let fault):
      do throws(FaultRefusal) { try arm(fault, moment) } catch {
        throw ControlRefusal(400, error.description)
      }
      return HTTPResponse(200, ["armed": fault.json])
    }
  }

  private var faultList: JSON { ["faults": .array(armoury.faults.map(\.json))] }

  private var health: JSON {
    ["status": "ok", "venues": .array(venues.map { .string($0.name) })]
  }
}

/// Why the control port does not do what it is asked for.
private struct ControlRefusal: Error {
  let status: Int
  let sentence: String
  let allow: String?

  init(_ status: Int, _ sentence: String, _ allow: String? = nil) {
    self.status = status
    self.sentence = sentence
    self.allow = allow
  }

  init(_ error: FileError) { self.init(400, error.description) }

  var response: HTTPResponse {
    HTTPResponse(
      status, ["error": .string(sentence)],
      headers: allow.map { [HeaderField("Allow", $0)] } ?? [])
  }
}
