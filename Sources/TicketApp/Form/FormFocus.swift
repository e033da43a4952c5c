import Orders

/// Which field of the form is gone to, and where in its text.
struct FormFocus: Hashable, Sendable {
  private(set) var path: FieldPath
  /// Characters before the cursor.
  private(set) var cursor = 0
  /// The whole text is chosen: what is typed takes its place.
  private(set) var isWhole = true
  /// Which of the suggestions for the text is meant.
  var suggestion = 0

  init(_ path: FieldPath) { self.path = path }

  mutating func go(to path: FieldPath, text: String?) {
    self.path = path
    cursor = text?.count ?? 0
    isWhole = true
    suggestion = 0
  }

  mutating func place(_ cursor: Int) {
    self.cursor = max(0, cursor)
    isWhole = false
    suggestion = 0
  }

  /// Goes to the nearest field that is there, when its own is gone.
  mutating func settle(in rows: [FormRow]) {
    let fields = rows.flatMap(\.fields)
    if fields.contains(where: { $0.path == path }) { return }
    if let leg = path.leg,
      let near = fields.last(where: { ($0.path.leg ?? .max) <= leg })
    {
      path = near.path
    } else {
      path = fields.first?.path ?? .kind
    }
    isWhole = true
  }
}

extension FieldPath {
  /// The leg it belongs to.
  var leg: Int? {
    switch self {
    case .leg(let leg), .legField(let leg, _): leg
    default: nil
    }
  }
}
