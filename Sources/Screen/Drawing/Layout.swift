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
  /// Divides a length by the weights, but gives no track less than its minimum.
  ///
  /// What cannot be shared evenly goes to the first flexible tracks, one each, so that the same
  /// length is always divided the same way. Where it is too short for every minimum, the last
  /// tracks go without; where no track is flexible, a rest stays free.
  static func lengths(_ tracks: [Track], of length: Int, gap: Int = 0) -> [Range<Int>] {
    let gap = max(0, Rect.near(gap))
    var room = max(0, length)
    var lengths: [Int] = []
    for (index, track) in tracks.enumerated() {
      room = max(0, room - (index == 0 ? 0 : gap))
      lengths.append(min(track.minimum, room))
      room -= lengths[index]
    }
    // A track whose share is below its minimum keeps that, and the others share what is left.
    var sharing = tracks.indices.filter { tracks[$0].weight > 0 }
    while !sharing.isEmpty {
      let total = sharing.reduce(room) { $0 + lengths[$1] }
      let weights = sharing.reduce(0) { $0 + tracks[$1].weight }
      let share = { (index: Int) in total * tracks[index].weight / weights }
      let content = sharing.filter { share($0) >= lengths[$0] }
      if content.count < sharing.count {
        sharing = content
        continue
      }
      var rest = total - sharing.reduce(0) { $0 + share($1) }
      for index in sharing {
        lengths[index] = share(index) + (rest > 0 ? 1 : 0)
        rest -= 1
      }
      break
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
