import Orders
import Screen
import Venues

extension App {
  /// Why the chosen venue's request cannot be copied now.
  var copyObstacle: CleanText? {
    guard live.look(venue.id)?.draft != nil else {
      return "\(CleanText(venue.title)) cannot take this ticket"
    }
    return feed.now == nil ? "the time is not known yet" : nil
  }

  /// Puts the chosen venue's request on the clipboard, sealed as of now.
  ///
  /// A clipboard is read by every program, so that secrets and the signature stay masked in every
  /// environment; `tandem preview --reveal` prints them for who wants them.
  mutating func copyRequest(_ format: WireRequest.Format) -> [Effect] {
    guard let draft = live.look(venue.id)?.draft else { return [] }
    do {
      let request = try sealToShow(draft, at: venue)
      let text = request.text(format)
      log.say(
        "copied \(venue.id)'s request as \(format.rawValue): \(text.utf8.count) bytes, "
          + "secrets and signature masked", .good, at: feed.now)
      return [.copy(text)]
    } catch {
      log.say("not copied: \(error.reason)", .bad, at: feed.now)
      return []
    }
  }
}
