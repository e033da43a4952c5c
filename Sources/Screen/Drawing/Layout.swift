/// What a row or a column of a layout asks for.
public enum Track: Hashable, Sendable {
  /// So many, and no more.
  case fixed(Int)
  /// At least so many, and of the rest a share by its weight.
  case flexible(minimum: Int = 0, weight: Int = 1)

  var minimum: Int {
    switch self {
    case .fixed(let length): max(0, length)
    case .flexible(let minimum, _): max(0, minimum)
    }
  }

  var weight: Int {
    switch self {
    case .fixed: 0
    case .flexible(_, let weight): min(max(0, weight), 1000)
    }
  }
}

extension Track {
  /// Divides a length. Where it is too short for every minimum, the last tracks go without.
  ///
  /// What cannot be shared evenly goes to the first flexible tracks, one each, so that the same
  /// length is always divided the same way. Without a flexible track a rest stays free.
  static func lengths(_ tracks: [Track], of length: Int, gap: Int = 0) -> [Range<Int>] {
    var room = max(0, length)
    var lengths: [Int] = []
    for (index, track) in tracks.enumerated() {
      let before = index == 0 ? 0 : gap
      let given = min(track.minimum, max(0, room - before))
      lengths.append(given)
      room = max(0, room - before - given)
    }
    let weights = tracks.reduce(0) { $0 + $1.weight }
    if weights > 0 {
      var rest = room
      for (index, track) in tracks.enumerated() {
        let share = room * track.weight / weights
        lengths[index] += share
        rest -= share
      }
      for (index, track) in tracks.enumerated() where rest > 0 && track.weight > 0 {
        lengths[index] += 1
        rest -= 1
      }
    }
    var at = 0
    return lengths.map { part in
      let start = min(at, max(0, length))
      at = start + part + gap
      return start..<start + part
    }
  }
}

extension Area {
  /// The area divided from top to bottom.
  public func rows(_ tracks: [Track], gap: Int = 0) -> [Area] {
    Track.lengths(tracks, of: size.rows, gap: gap).map {
      part(Rect(column: 0, row: $0.lowerBound, columns: size.columns, rows: $0.count))
    }
  }

  /// The area divided from left to right.
  public func columns(_ tracks: [Track], gap: Int = 0) -> [Area] {
    Track.lengths(tracks, of: size.columns, gap: gap).map {
      part(Rect(column: $0.lowerBound, row: 0, columns: $0.count, rows: size.rows))
    }
  }
}
