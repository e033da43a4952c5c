import Exact
import Orders
import Venues

/// Something that goes wrong on purpose, where and how often.
public struct Fault: Hashable, Sendable {
  public var what: What
  /// nil: at whichever venue it happens first; what is no answer and no event, at all of them.
  public var venue: VenueID?
  /// The beginning of a request's path, or of the path a socket was opened with; of a message on a
  /// socket, any text in it.
  public var path: String?
  public var method: String?
  public var operation: Operation?
  /// How often; nil where a time says how long.
  public var times: Int?
  /// How many that it would meet are let through first.
  public var after = 0

  /// What goes wrong.
  public enum What: Hashable, Sendable {
    /// The request is executed, and the connection ends without a byte.
    case dropReply
    /// The request is executed at once, and answered that much later.
    case delayReply(milliseconds: Int64)
    /// The answer is an HTTP error in the venue's words; executed all the same, or not.
    case httpStatus(Int, isExecuted: Bool)
    /// The request is executed, and the connection ends after so many bytes of the answer.
    case cutReply(bytes: Int)
    case dropEvent
    case duplicateEvent
    /// An event of the account is told after the one that follows it.
    case reorderEvents
    /// Streams that are open stay so and hear nothing more; if none is, the next one.
    case silentStream
    /// Streams that are open end without a word; if none is, the next one.
    case cutStream
    case expireToken
    /// The venue's clock is that far ahead of the true time, or behind it.
    case clock(milliseconds: Int64)
    case tickSize(Instrument, Decimal)
    case lotSize(Instrument, Decimal)
    case halt(Instrument)
    case resume(Instrument)
    case rateLimit(seconds: Int)
    /// Everything is refused for so long.
    case ban(seconds: Int)
  }

  /// When a fault shows.
  enum Moment: Hashable, Sendable {
    /// With an answer.
    case answer
    /// With an event on a stream.
    case event
    /// At once for the streams that are open, or with the next one.
    case stream
    /// At once.
    case now
  }

  public init(
    _ what: What, venue: VenueID? = nil, path: String? = nil, method: String? = nil,
    operation: Operation? = nil, times: Int? = nil, after: Int = 0
  ) {
    self.what = what
    self.venue = venue
    self.path = path
    self.method = method
    self.operation = operation
    self.after = after
    if case .ban = what { self.times = times } else { self.times = times ?? 1 }
  }
}

extension Fault.What {
  var moment: Fault.Moment {
    switch self {
    case .dropReply, .delayReply, .httpStatus, .cutReply, .rateLimit, .ban: .answer
    case .dropEvent, .duplicateEvent, .reorderEvents: .event
    case .silentStream, .cutStream: .stream
    case .expireToken, .clock, .tickSize, .lotSize, .halt, .resume: .now
    }
  }

  /// The word for it in JSON.
  public var name: String {
    switch self {
    case .dropReply: "drop_reply"
    case .delayReply: "delay_reply"
    case .httpStatus: "http_status"
    case .cutReply: "cut_reply"
    case .dropEvent: "drop_event"
    case .duplicateEvent: "duplicate_event"
    case .reorderEvents: "reorder_events"
    case .silentStream: "silent_stream"
    case .cutStream: "cut_stream"
    case .expireToken: "expire_token"
    case .clock: "clock"
    case .tickSize: "tick_size"
    case .lotSize: "lot_size"
    case .halt: "halt"
    case .resume: "resume"
    case .rateLimit: "rate_limit"
    case .ban: "ban"
    }
  }
}

extension Fault {
  /// The same words that arm it.
  public var json: JSON {
    var members = [JSONMember("fault", .string(what.name))]
    func add(_ name: String, _ value: JSON?) {
      if let value { members.append(JSONMember(name, value)) }
    }
    switch what {
    case .delayReply(let milliseconds), .clock(let milliseconds):
      add("ms", .integer(milliseconds))
    case .httpStatus(let status, let isExecuted):
      add("status", .integer(Int64(status)))
      add("executed", .bool(isExecuted))
    case .cutReply(let bytes): add("bytes", .integer(Int64(bytes)))
    case .tickSize(let instrument, let size), .lotSize(let instrument, let size):
      add("instrument", .string(instrument.description))
      add("size", .string(size.description))
    case .halt(let instrument), .resume(let instrument):
      add("instrument", .string(instrument.description))
    case .rateLimit(let seconds), .ban(let seconds): add("seconds", .integer(Int64(seconds)))
    case .dropReply, .dropEvent, .duplicateEvent, .reorderEvents, .silentStream, .cutStream,
      .expireToken:
      break
    }
    add("venue", venue.map { .string($0.name) })
    add("path", path.map(JSON.string))
    add("method", method.map(JSON.string))
    add("operation", operation.map { .string($0.rawValue) })
    if what.moment != .now {
      add("times", times.map { .integer(Int64($0)) })
      if after > 0 { add("after", .integer(Int64(after))) }
    }
    return .object(members)
  }
}
