import Exact

extension JSONNode {
  /// The keys of an object, in order.
  var names: [String] { members.map(\.key) }

  /// The keys of an object, whatever their order.
  var nameSet: Set<String> { Set(names) }
}
