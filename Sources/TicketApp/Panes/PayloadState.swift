/// How the payload pane shows what would be sent.
struct PayloadState: Hashable, Sendable {
  /// One venue, or all five side by side, aligned by meaning.
  var isAligned = false
  /// The parameter that the cursor is on.
  var cursor = 0
}
