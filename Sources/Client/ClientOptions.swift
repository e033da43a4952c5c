/// How patient the client is, and how watchful; times are milliseconds.
public struct ClientOptions: Hashable, Sendable {
  /// A request without an answer counts as failed.
  public var requestTimeout: Int64 = 10_000
  /// A socket that is not open, and a sign-in that is not answered.
  public var openTimeout: Int64 = 10_000
  /// Heartbeats are sent and missed, sockets grow old; off where the other end cannot be gone.
  public var keepsAlive = true
  /// How often a live session compares what it knows with everything that is open; nil never.
  public var audit: Int64? = 30_000
  /// The first wait before another connection is tried; it doubles up to the last.
  public var firstRetry: Int64 = 500
  public var lastRetry: Int64 = 30_000
  /// The first wait before a list in doubt is asked about again; it doubles up to the last.
  public var firstProbe: Int64 = 1_000
  public var lastProbe: Int64 = 10_000
  /// Calls of one session that are under way at once.
  public var parallelCalls = 4
  /// What venues tell of lists is written into the journal, so that it is known when they cannot
  /// be reached.
  public var recordsStates = true
  /// Prices are told at most this often; the newest is kept.
  public var marketPace: Int64 = 0

  public init() {}

  /// For venues over a network: a slow terminal is not sent every price there is.
  public static let network: ClientOptions = {
    var options = ClientOptions()
    options.marketPace = 250
    return options
  }()

  /// For venues in the same process: nothing is awaited, and nothing keeps the program awake.
  public static let inProcess: ClientOptions = {
    var options = ClientOptions()
    options.keepsAlive = false
    options.audit = nil
    options.firstProbe = 1
    options.firstRetry = 1
    options.recordsStates = false
    return options
  }()
}
