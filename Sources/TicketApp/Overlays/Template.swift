import Orders
import Screen

/// A ticket that was saved under a name.
public struct Template: Hashable, Sendable {
  public let name: String
  public let ticket: Ticket

  public init(_ name: String, _ ticket: Ticket) {
    self.name = name
    self.ticket = ticket
  }

  /// More characters than a name has.
  public static let longestName = 60
  /// More templates than anybody keeps.
  public static let most = 500

  /// Why a text is no name; nil when it is one.
  public static func flaw(ofName name: String) -> String? {
    if name.isEmpty { return "a template needs a name" }
    if name.count > longestName { return "a name has at most \(longestName) characters" }
    if name.hasPrefix(" ") || name.hasSuffix(" ") { return "a name begins and ends with no blank" }
    // What is shown is what was written: two names that look alike would be two templates.
    if CleanText(name).string != name { return "a name has only characters that can be shown" }
    return nil
  }
}

extension App {
  /// Makes the form of a template; it can be taken back.
  mutating func load(_ template: Template) {
    change { $0 = TicketForm(template.ticket) }
    undo.settle()
    pane = .ticket
    focus.go(to: .kind, text: nil)
    log.say("the ticket is now '\(template.name)'", .good, at: feed.now)
  }

  /// What saves the ticket under a name; a ticket that cannot be read is not saved.
  func templateEffects(named name: String) throws(LineFlaw) -> [Effect] {
    if let flaw = Template.flaw(ofName: name) { throw LineFlaw(flaw) }
    let flaws = live.reading.flaws
    if let (path, flaw) = flaws.min(by: { $0.key.description < $1.key.description }) {
      throw LineFlaw("not saved: \(form.words(for: path)) \(flaw.sentence)")
    }
    guard !form.legs.isEmpty else { throw LineFlaw("not saved: the ticket has no legs") }
    return [.saveTemplate(name: name, live.reading.ticket)]
  }
}
