import Orders

/// Something that goes wrong in a market while a scenario runs.
///
/// The faults of the simulators happen to requests, answers and streams, and a scenario has none of
/// these: its ticket reaches the exchange by itself. So there is none yet that a scenario can have,
/// and a file that asks for one is told so; what a market alone can suffer is added here.
public struct ScenarioFault: Hashable, Sendable {
  private init() {}

  /// Reads one element of `faults`.
  static func read(_ reader: KeyedReader) throws(FileError) -> [ScenarioFault] {
    guard let node = reader.node["faults"] else { return [] }
    guard node.kind == .array else { throw reader.wrong(node, "faults", "an array") }
    for (index, element) in node.elements.enumerated() {
      let name = (element.string ?? element["fault"]?.string).map {
        "'\(KeyedReader.quoted($0))'"
      }
      throw FileError(
        line: element.line, key: "faults[\(index)]",
        reason: "\(name ?? element.article) is no fault that a scenario can have: faults befall"
          + " requests and streams, and a scenario has neither; leave the list empty")
    }
    return []
  }
}
