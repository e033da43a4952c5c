import Orders
import Screen
import Venues

extension App {
  /// Takes a paste that looks like a request; false when it cannot be read, and the log says why.
  ///
  /// The form takes its ticket, which can be taken back; nothing is sent.
  @discardableResult
  mutating func takeRequest(_ paste: Paste) -> Bool {
    do throws(Unreadable) {
      guard paste.isWhole else {
        throw Unreadable(
          paste.ending == .timedOut
            ? "it broke off" : "\(paste.count) bytes are more than a request has")
      }
      take(try PastedTicket(reading: paste.bytes))
      return true
    } catch {
      log.say("the paste is not taken: \(error.reason)", .warning, at: feed.now)
      return false
    }
  }

  private mutating func take(_ pasted: PastedTicket) {
    change { $0 = TicketForm(pasted.ticket) }
    undo.settle()
    pane = .ticket
    focus.go(to: .kind, text: nil)
    var text = "the ticket is now \(pasted.form)"
    if let venue = pasted.venue, let at = venues.firstIndex(where: { $0.id == venue }) {
      venueAt = at
      lookAgain()
      text += " for \(venues[at].title)"
    }
    text += "; undo takes it back"
    if !pasted.remarks.isEmpty { text += " (\(pasted.remarks.joined(separator: "; ")))" }
    log.say(text, .good, at: feed.now)
  }
}
