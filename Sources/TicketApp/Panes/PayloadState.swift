/// How the payload pane shows what would be sent.
struct PayloadState: Hashable, Sendable {
  /// One venue, or all five side by side, aligned by meaning.
  var isAligned = false
  /// The parameter that the cursor is on.
  var cursor = 0
  /// The row that the cursor is on where payloads stand side by side.
  var row = 0
}

extension App {
  /// How many rows the cursor can be on.
  private var payloadRows: Int {
    if payload.isAligned { return aligned.keys.count }
    return live.look(venue.id)?.draft.map { PayloadLine.lines(of: $0).count } ?? 0
  }

  /// Moves the cursor in the payload; it stays within what shows.
  mutating func moveInPayload(by step: Int) {
    let last = max(0, payloadRows - 1)
    let at = min(payload.isAligned ? payload.row : payload.cursor, last)
    let next = min(max(0, at + step), last)
    if payload.isAligned { payload.row = next } else { payload.cursor = next }
  }

  /// Looks at the venue so many further on.
  mutating func goToVenue(by step: Int) {
    venueAt = (venueAt + step + venues.count) % venues.count
    lookAgain()
  }
}
