import Client
import Exact
import Orders
import Venues

/// A list with all that is told of it: how it stands, what is wrong, and whether its ticket could
/// be sent anew.
struct KnownList {
  let record: ListRecord
  let environment: Environment
  let account: String
  /// Its venue was asked just now; otherwise this is the last word that was heard.
  var isAsked = false
  /// That the account's exits are larger than its position, where the venue tells of positions.
  var overhang: String?

  func belongs(to account: AccountSetup) -> Bool {
    record.key.venue == account.venue.id && self.account == account.name
  }

  /// What is wrong, in sentences.
  var troubles: [String] {
    let own = VenueCatalogue.venue(record.key.venue).map { Radar.look(at: record, $0) } ?? []
    return own.map(\.sentence) + (overhang.map { [$0] } ?? [])
  }

  var jsonLine: String {
    let safety = record.retrySafety
    let more = [
      JSONMember("account", .string(account)),
      JSONMember("asked", .bool(isAsked)),
      JSONMember("retry", .string(safety.light.rawValue)),
      JSONMember("retry_reason", .string(safety.reason)),
      JSONMember("troubles", .array(troubles.map { .string($0) })),
    ]
    return VisibleText.json(JSON.object(record.json(environment) + more).text) + "\n"
  }

  /// How it stands, in a word or two.
  var status: String {
    if record.isInDoubt { return "in doubt" }
    if record.isVanished { return "vanished" }
    return record.list.status.rawValue
  }
}

/// Lists as a table: a line for each, one for each of its orders, and what is wrong with it.
struct ListTable {
  private let lists: [KnownList]

  init(_ lists: [KnownList]) { self.lists = lists }

  var text: String {
    if lists.isEmpty { return "no lists\n" }
    let heads = Columns.lines(lists.map(head))
    let legs = Columns.lines(
      lists.flatMap { list in list.record.list.orders.indices.map { leg(list, $0) } })
    var text = ""
    var next = 0
    for (list, head) in zip(lists, heads) {
      text += head + "\n"
      for _ in list.record.list.orders {
        text += "  " + legs[next] + "\n"
        next += 1
      }
      text += remarks(list)
    }
    return text
  }

  private func head(_ list: KnownList) -> [String] {
    let record = list.record
    return [
      record.key.id, record.key.venue.name, list.environment.rawValue,
      record.list.kind?.rawValue ?? "", record.instrument?.description ?? record.list.symbol ?? "",
      list.status, list.isAsked ? "" : "(last heard of)",
    ].map { VisibleText.clean($0) }
  }

  private func leg(_ list: KnownList, _ at: Int) -> [String] {
    let order = list.record.list.orders[at]
    let price = [
      order.trigger.map { "trigger \($0)" }, order.price.map { "price \($0)" },
    ].compactMap { $0 }.joined(separator: " ")
    return [
      "\(at + 1)", order.side?.rawValue ?? "", order.type?.rawValue ?? "",
      order.quantity?.description ?? "", price, order.status.rawValue,
      order.filled.map { $0.isPositive ? "filled \($0)" : "" } ?? "", order.reason ?? "",
    ].map { VisibleText.clean($0) }
  }

  private func remarks(_ list: KnownList) -> String {
    let safety = list.record.retrySafety
    let lines =
      list.troubles.map { "! \($0)" }
      + ["to send anew: \(Self.words(safety.light)), \(safety.reason)"]
    return lines.map { line in
      Prose.entry(VisibleText.clean(line, limit: Diagnostics.sentenceLimit), margin: 2)
    }.joined()
  }

  private static func words(_ light: RetrySafety.Light) -> String {
    switch light {
    case .safe: "safe"
    case .wait: "wait"
    case .never: "would be another"
    }
  }
}
