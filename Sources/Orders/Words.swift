/// Small turns of phrase that sentences share.
public enum Words {
  /// "a", "a or b", "a, b or c".
  public static func alternatives(_ items: [String]) -> String { joined(items, "or") }

  /// "a", "a and b", "a, b and c".
  public static func list(_ items: [String]) -> String { joined(items, "and") }

  /// "1 leg", "2 legs".
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func joined(_ items: [String], _ word: String) -> String {
    guard let last = items.last else { return "nothing" }
    if items.count == 1 { return last }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
