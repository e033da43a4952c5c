import Exact
import Orders

extension ScenarioFile {
  /// Units of a span of time in milliseconds, the longest first.
  static let spans: [(unit: String, length: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
  ]

  private static let acts = ["trade", "quote", "mark", "index", "time", "session", "cancel"]

  static func path(
    _ reader: KeyedReader, legs: Int
  ) throws(FileError) -> [Scenario.Step] {
    let node = try reader.required("path")
    guard node.kind == .array else { throw reader.wrong(node, "path", "an array of steps") }
    guard node.count <= maximumSteps else {
      throw reader.error(
        "path", "has \(node.count) steps; a scenario has at most \(maximumSteps)")
    }
    var steps: [Scenario.Step] = []
    for (index, element) in node.elements.enumerated() {
      let place = Place(node: element, key: "path[\(index)]")
      steps.append(Scenario.Step(try what(place, legs: legs), key: place.key))
    }
    return steps
  }

  /// A value and what it is called in a complaint.
  private struct Place {
    let node: JSONNode
    let key: String

    func error(_ reason: String) -> FileError {
      FileError(line: node.line, key: key, reason: reason)
    }
  }

  private static func what(_ place: Place, legs: Int) throws(FileError) -> Scenario.What {
    guard place.node.kind == .object else { return .trade(try level(place)) }
    let reader = try KeyedReader(place.node, path: place.key, keys: acts)
    var members = place.node.members
    guard place.node.count == 1, let (act, value) = members.next() else {
      throw place.error("has \(place.node.count) keys; a step is one thing that happens")
    }
    let inner = Place(node: value, key: place.key + "." + act)
    switch act {
    case "trade": return .trade(try level(inner))
    case "quote": return try quote(inner)
    case "mark": return .mark(try positive(reader, act) ?? .zero)
    case "index": return .index(try positive(reader, act) ?? .zero)
    case "time": return try time(inner)
    case "session":
      guard value.string == "end" else { throw inner.error("is not 'end'") }
      return .sessionEnd
    default: return try cancel(inner, legs: legs)
    }
  }

  /// `29400`, or `29400@0.005` with what is had there.
  private static func level(_ place: Place) throws(FileError) -> Scenario.Level {
    guard let text = place.node.text else {
      throw place.error("\(place.node.article) where a price such as \"29400@0.005\" belongs")
    }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else {
      throw place.error("'\(KeyedReader.quoted(text))' has more than one @")
    }
    let price = try decimal(parts[0], place)
    return Scenario.Level(price, size: parts.count == 2 ? try decimal(parts[1], place) : nil)
  }

  private static func decimal(_ text: String, _ place: Place) throws(FileError) -> Decimal {
    let value: Decimal
    do {
      value = try Decimal(parsing: text)
    } catch {
      throw place.error(error.description)
    }
    guard value.isPositive else { throw place.error("\(value) is not above zero") }
    return value
  }

  private static func quote(_ place: Place) throws(FileError) -> Scenario.What {
    guard place.node.kind == .array, let bid = place.node[0], let ask = place.node[1],
      place.node.count == 2
    else {
      throw place.error(
        "\(place.node.article) where a bid and an ask belong, such as [\"29990\", \"30010\"]")
    }
    let low = try level(Place(node: bid, key: place.key + "[0]"))
    let high = try level(Place(node: ask, key: place.key + "[1]"))
    guard low.price <= high.price else {
      throw place.error("the ask \(high.price) is below the bid \(low.price)")
    }
    return .quote(bid: low, ask: high)
  }

  private static func time(_ place: Place) throws(FileError) -> Scenario.What {
    guard let text = place.node.string else {
      throw place.error("\(place.node.article) where a time such as \"+60s\" belongs")
    }
    guard text.hasPrefix("+") else {
      guard let moment = Timestamp(iso: text) else { throw place.error(notATime(text)) }
      return .moment(moment)
    }
    let digits = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(1 + digits.count)
    guard (1...9).contains(digits.count), let count = Int64(digits),
      let length = spans.first(where: { $0.unit == unit })?.length,
      count * length <= longestSpan
    else {
      throw place.error(
        "'\(KeyedReader.quoted(text))' is not a span such as +60s; the units are"
          + " \(Words.list(spans.map(\.unit))), and ten years the most")
    }
    return .pass(count * length)
  }

  private static let longestSpan: Int64 = 3_660 * 86_400_000

  private static func cancel(_ place: Place, legs: Int) throws(FileError) -> Scenario.What {
    if place.node.string == "list" { return .cancelList }
    for leg in 0..<legs where place.node.string == "leg \(leg + 1)" { return .cancelLeg(leg) }
    let known = ["list"] + (0..<legs).map { "leg \($0 + 1)" }
    let said = place.node.string.map { "'\(KeyedReader.quoted($0))'" } ?? place.node.article
    throw place.error("\(said) is not \(Words.alternatives(known))")
  }
}
