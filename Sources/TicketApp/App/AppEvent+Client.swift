import Client

extension AppEvent {
  /// What the client tells, as the program is told it.
  public init(_ news: ClientNews) {
    switch news {
    case .connection(let venue, let connection): self = .connection(venue, connection)
    case .market(let venue, let instrument, let market): self = .market(venue, instrument, market)
    case .account(let venue, let account): self = .account(venue, account)
    case .instrument(let venue, let rules): self = .instrument(venue, rules)
    case .credentials(let venue, let keys): self = .credentials(venue, keys)
    case .lists(let records): self = .lists(records)
    case .gone(let key): self = .gone(key)
    case .outcome(let sent, let outcome): self = .outcome(sent, outcome)
    case .note(let remark): self = .note(Message(remark))
    }
  }
}

extension Effect {
  /// What is wanted of the client; nil for what concerns others.
  public var command: ClientCommand? {
    switch self {
    case .place(let placement): .place(placement)
    case .cancel(let cancellation): .cancel(cancellation)
    case .amend(let amending): .amend(amending)
    case .watch(let instruments): .watch(instruments)
    case .ask(let key): .ask(key)
    case .reconnect(let venue): .reconnect(venue)
    case .quit, .suspend, .copy, .trade, .mouse, .repaint, .theme, .saveTemplate, .loadTemplates,
      .deleteTemplate:
      nil
    }
  }
}

extension Message {
  init(_ remark: ClientNews.Remark) {
    let weight: Weight =
      switch remark.weight {
      case .plain: .note
      case .good: .good
      case .warning: .warning
      case .bad: .bad
      }
    self.init(remark.text, weight)
  }
}
