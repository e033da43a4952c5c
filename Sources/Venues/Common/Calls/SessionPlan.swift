/// How a client keeps a session with a venue: what opens it, what keeps it, what it is worth.
///
/// Facts alone, each from the documents named; the client has one road for all venues and takes
/// its turns from here. Times are milliseconds.
public struct SessionPlan: Sendable {
  /// What lets a client onto the stream of its own orders.
  public enum Door: String, Sendable {
    /// Every subscription is signed; nothing comes before it.
    case signature
    /// A frame on the socket signs in.
    case login
    /// A call brings a token, which is part of the socket's address.
    case token
    /// A call brings a token without which nothing else is answered; a frame says it once more.
    case bearer
  }

  public var door: Door
  /// The venue speaks first on a new socket, and is not to be spoken to before.
  public var greets = false
  /// The first frame waits this long after the socket is open.
  public var pause: Int64 = 0
  /// Our own heartbeat; nil where the venue's is answered and no more.
  public var ping: Int64?
  /// Without a byte for this long a socket counts as dead.
  public var silence: Int64
  /// A socket this old is replaced before the venue ends it.
  public var age: Int64
  /// A token is renewed after this long; nil where it lasts or is fetched anew with each socket.
  public var renewal: Int64?
  /// Every frame of the venue is packed with gzip.
  public var packs = false
  /// Prices come on the socket of the user's own events.
  public var sharesMarket = false
  /// The answer to a placement says that it was taken and not what became of it.
  public var answersLater = false
  /// A list that is not found is believed not to exist only this long after it was sent.
  public var patience: Int64
  /// Between two questions to one endpoint, where the venue counts each second and shuts out for
  /// long whoever asks too often.
  public var spacing: Int64 = 0
  /// How many requests of one kind that change orders are let go in a second, where the venue shuts
  /// out for long whoever sends more; nil where it does not.
  public var changesASecond: Int?
  /// What the venue's headers say of how much may still be asked.
  public var budget: [Budget] = []
  public var sources: [Citation]

  /// One limit as the venue counts it in its headers.
  public struct Budget: Hashable, Sendable {
    /// How the number is meant.
    public enum Count: Hashable, Sendable {
      /// What was used, of so much.
      case used(of: Int64)
      /// What is left, of what another header says, where it does.
      case left(ofHeader: String?)
    }

    public let header: String
    public let count: Count

    public init(_ header: String, _ count: Count) {
      self.header = header
      self.count = count
    }
  }

  public init(
    _ door: Door, silence: Int64, age: Int64, patience: Int64, sources: [Citation]
  ) {
    self.door = door
    self.silence = silence
    self.age = age
    self.patience = patience
    self.sources = sources
  }
}

extension Venue {
  /// The number of a frame that is sealed, as its reply will have it; nil where none is told.
  public func number(ofFrame frame: WireRequest) -> String? {
    guard case .success(let document) = Verdict.document(frame.body.bytes) else { return nil }
    return document.root["id"]?.text
  }
}
