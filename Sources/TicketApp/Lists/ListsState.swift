import Orders

/// Where one is in the lists panel.
struct ListsState: Hashable, Sendable {
  /// Which row is chosen; it stays with its list while others come and go.
  var chosen: ListBoard.Row?
  /// The first row that shows.
  var offset = 0
  /// The keys go into the filter's text.
  var isFiltering = false
}
