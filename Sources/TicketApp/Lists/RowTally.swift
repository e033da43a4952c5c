/// Things in a line, each so many rows high, the newest at the end; asked by row from the end.
///
/// A Fenwick tree (1994): putting, changing and finding each look at a handful of sums, however
/// many things stand in the line.
struct RowTally: Sendable {
  /// What stands in each slot; -1 where something was taken away.
  private(set) var things: [Int32] = []
  private var heights: [Int32] = []
  private var sums: [Int] = []
  private(set) var rows = 0
  private(set) var count = 0

  /// Puts a thing at the end; its slot.
  mutating func append(_ thing: Int, height: Int) -> Int {
    let at = things.count
    things.append(Int32(truncatingIfNeeded: thing))
    heights.append(Int32(truncatingIfNeeded: height))
    // A sum covers as many slots as its number's lowest bit says.
    let number = at + 1
    let covered = number & -number
    var sum = height
    var part = 1
    while part < covered {
      sum += sums[number - part - 1]
      part <<= 1
    }
    sums.append(sum)
    rows += height
    count += 1
    return at
  }

  mutating func setHeight(_ height: Int, at slot: Int) {
    let change = height - Int(heights[slot])
    guard change != 0 else { return }
    heights[slot] += Int32(truncatingIfNeeded: change)
    rows += change
    var number = slot + 1
    while number <= sums.count {
      sums[number - 1] += change
      number += number & -number
    }
  }

  mutating func remove(at slot: Int) {
    setHeight(0, at: slot)
    things[slot] = -1
    count -= 1
  }

  /// Most slots are empty: it is time to move up.
  var isSparse: Bool { things.count > 64 && count < things.count / 2 }

  /// The first row of a slot's thing, counted from the newest.
  func row(of slot: Int) -> Int { rows - sum(through: slot) }

  /// The slot a row belongs to, and which of its rows it is.
  func find(row: Int) -> (slot: Int, part: Int)? {
    guard row >= 0, row < rows else { return nil }
    // The smallest slot whose sum reaches what remains from the end.
    var wanted = rows - row
    let before = wanted
    var number = 0
    var step = sums.isEmpty ? 0 : 1 << (Int.bitWidth - 1 - sums.count.leadingZeroBitCount)
    while step > 0 {
      if number + step <= sums.count, sums[number + step - 1] < wanted {
        number += step
        wanted -= sums[number - 1]
      }
      step >>= 1
    }
    let through = before - wanted + Int(heights[number])
    return (number, through - before)
  }

  private func sum(through slot: Int) -> Int {
    var sum = 0
    var number = slot + 1
    while number > 0 {
      sum += sums[number - 1]
      number -= number & -number
    }
    return sum
  }
}
