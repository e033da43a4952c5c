import CFaultyDisk
import Testing

@testable import Journal

@Suite("A journal that meets faults") struct JournalFaultTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func open(_ disk: FaultyDiskName) throws -> Journal {
    try Journal.open(scratch.path, access: .write, disk: disk.name, schema: .current)
  }

  /// Large enough for several pages, so that a batch takes several writes.
  private func batch(_ first: Int) -> [JournalEntry] {
    (first..<first + 3).map { number in
      var entry = entry(number)
      entry.body = ["filling": .string(String(repeating: "x", count: 5000))]
      return entry
    }
  }

  @Test("No room at any write: nothing is added, it reads on, and adds when there is room")
  func full() throws {
    let disk = try FaultyDiskName()
    let journal = try open(disk)
    var added: [JournalEntry] = []
    var (nth, isThrough) = (0, false)
    while !isThrough {
      nth += 1
      let more = batch(added.count)
      faulty_disk_fail(disk.disk, Int32(nth), Int32(FAULT_FULL))
      do throws(JournalFailure) {
        try journal.append(more, durably: true)
        (isThrough, added) = (true, added + more)
      } catch {
        #expect(error.kind == .full)
      }
      #expect(journal.refusal == nil)
      #expect(try journal.read() == added)
      faulty_disk_fail(disk.disk, 0, 0)
      let last = batch(added.count)
      try journal.append(last, durably: nth.isMultiple(of: 2))
      added += last
      #expect(try journal.read() == added)
    }
    #expect(nth > 5)
    #expect(try journal.verify().fault == nil)
  }

  @Test("An error at any write or flush: nothing more is added before it is opened anew")
  func error() throws {
    let disk = try FaultyDiskName()
    var (nth, isThrough) = (0, false)
    var added: [JournalEntry] = []
    while !isThrough {
      nth += 1
      let journal = try open(disk)
      let before = try journal.read()
      #expect(before.prefix(added.count) == added[...])
      added = before
      let more = batch(added.count)
      faulty_disk_fail(disk.disk, Int32(nth), Int32(FAULT_ERROR))
      do throws(JournalFailure) {
        try journal.append(more, durably: true)
        isThrough = true
        added += more
      } catch {
        #expect(error.kind == .disk)
        #expect(journal.refusal == error)
      }
      faulty_disk_fail(disk.disk, 0, 0)
      if !isThrough {
        #expect(throws: JournalFailure.self) { try journal.append(more, durably: true) }
      }
      #expect(try journal.read() == added)
    }
    #expect(nth > 5)
    #expect(try open(disk).verify().fault == nil)
  }

  @Test("No room, or an error, while a journal is made leaves one that can be made later")
  func making() throws {
    let disk = try FaultyDiskName()
    for kind in [FAULT_FULL, FAULT_ERROR] {
      let scratch = try Scratch()
      var (nth, isThrough) = (0, false)
      while !isThrough {
        nth += 1
        faulty_disk_fail(disk.disk, Int32(nth), Int32(kind))
        let journal = try Journal.open(
          scratch.path, access: .write, disk: disk.name, schema: .current)
        isThrough = journal.refusal == nil
        if let refusal = journal.refusal {
          #expect(refusal.kind == (kind == FAULT_FULL ? .full : .disk))
        }
        #expect(try journal.read().isEmpty)
        faulty_disk_fail(disk.disk, 0, 0)
      }
      #expect(nth > 2)
      try scratch.add(1...2)
      #expect(try scratch.open().read() == [entry(1), entry(2)])
    }
  }

  @Test("A limit on the size of files is met as a full disk is") func limit() throws {
    let probe = try ProbeRun([scratch.path, "200000"])
    let words = try #require(probe.line()).split(separator: " ")
    #expect(words.prefix(3) == ["failed", "full", "after"])
    #expect(words.suffix(2) == ["refusal", "none"])
    let added = try #require(Int(words[3].dropLast()))
    #expect(added > 0)
    #expect(probe.line() == "reads \(added)")
    #expect(probe.line() == "reads \(added + 1)")
    #expect(probe.end() == 0)
    #expect(try scratch.open().verify().head.sequence == Int64(added + 1))
  }

  @Test("Killed while it adds, it has all it said it had, and the chain fits") func killed() throws
  {
    var (random, said) = (SystemRandomNumberGenerator(), 0)
    for _ in 0..<25 {
      let probe = try ProbeRun([scratch.path])
      #expect(try #require(probe.line()) == "from \(said)")
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        said = try #require(probe.line().flatMap { Int($0) })
      }
      probe.kill()
      while let number = probe.line().flatMap({ Int($0) }) { said = number }
      let journal = try scratch.open()
      #expect(journal.refusal == nil)
      let proof = try journal.verify()
      #expect(proof.fault == nil)
      let count = Int(proof.head.sequence)
      // The batch that was under way may be there, but then as a whole.
      #expect(count == said || count == said + said % 3 + 1)
      said = count
    }
    #expect(said > 0)
  }
}
