import CFaultyDisk
import Foundation
import Glibc
import Testing

@testable import Journal

@Suite("Who may add to the journal") struct JournalSharingTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("A second copy only looks, and says who has it") func second() throws {
    let first = try scratch.open()
    try first.append([entry(1)], durably: true)
    let second = try scratch.open()
    #expect(second.refusal?.kind == .held)
    #expect(
      second.refusal?.sentence
        == "the journal \(scratch.path) is held by another Tandem (process \(getpid())): "
        + "this one only looks")
    let failure = #expect(throws: JournalFailure.self) {
      try second.append([entry(2)], durably: true)
    }
    #expect(failure == second.refusal)
    try first.append([entry(3)], durably: false)
    #expect(try second.read() == [entry(1), entry(3)])
    #expect(first.refusal == nil)
  }

  @Test("It is free again when its owner is gone") func freed() throws {
    var first: Journal? = try scratch.open()
    #expect(try scratch.open().refusal?.kind == .held)
    #expect(first?.refusal == nil)
    first = nil
    let second = try scratch.open()
    #expect(second.refusal == nil)
    try second.append([entry(1)], durably: true)
  }

  @Test("Another name for it is no other journal") func link() throws {
    let first = try scratch.open()
    let name = "\(scratch.folder)/link"
    #expect(symlink(scratch.path, name) == 0)
    #expect(try Journal.open(name, access: .write).refusal?.kind == .held)
    #expect(first.refusal == nil)
  }

  @Test("Who only looks keeps nobody out") func looking() throws {
    try scratch.add(1...2)
    let reader = try scratch.open(.read)
    #expect(reader.refusal?.kind == .readOnly)
    let writer = try scratch.open()
    #expect(writer.refusal == nil)
    try writer.append([entry(3)], durably: true)
    #expect(try reader.read() == (1...3).map(entry))
  }

  @Test("A program without the lock that adds is noticed") func intruder() throws {
    let journal = try scratch.open()
    try journal.append([entry(1)], durably: true)
    let head = try journal.verify().head
    try scratch.insert(JournalRecord(entry(2), body: #"{"number":2}"#, after: head))
    let failure = #expect(throws: JournalFailure.self) {
      try journal.append([entry(3)], durably: true)
    }
    #expect(failure?.kind == .held)
    #expect(journal.refusal == failure)
    #expect(try journal.read() == [entry(1), entry(2)])
  }

  @Test("A journal that others can write is only looked at", arguments: [0o620, 0o602] as [mode_t])
  func exposed(_ mode: mode_t) throws {
    try scratch.add(1...1)
    chmod(scratch.path, mode)
    let journal = try scratch.open()
    #expect(journal.refusal?.kind == .exposed)
    #expect(journal.refusal?.sentence.contains("chmod 600") == true)
    #expect(try journal.read() == [entry(1)])
    chmod(scratch.path, 0o600)
    #expect(try scratch.open().refusal == nil)
  }

  @Test("What was taken away is not added to") func moved() throws {
    let journal = try scratch.open()
    try journal.append([entry(1)], durably: true)
    #expect(rename(scratch.path, "\(scratch.path).old") == 0)
    let failure = #expect(throws: JournalFailure.self) {
      try journal.append([entry(2)], durably: true)
    }
    #expect(failure?.kind == .disk)
    #expect(journal.refusal == failure)
  }

  @Test("A disk that cannot be written can be looked at") func protected() throws {
    try scratch.add(1...3)
    let disk = try FaultyDiskName()
    faulty_disk_protect(disk.disk, 1)
    let journal = try Journal.open(
      scratch.path, access: .write, disk: disk.name, schema: .current)
    #expect(journal.refusal?.kind == .readOnly)
    #expect(throws: JournalFailure.self) { try journal.append([entry(4)], durably: true) }
    #expect(try journal.read() == (1...3).map(entry))
    #expect(try journal.verify().head.sequence == 3)
  }

  @Test("So can a folder that cannot be written", .enabled(if: geteuid() != 0))
  func protectedFolder() throws {
    try scratch.add(1...3)
    unlink("\(scratch.path).lock")
    chmod(scratch.folder, 0o500)
    defer { chmod(scratch.folder, 0o700) }
    let journal = try scratch.open()
    #expect(journal.refusal?.kind == .readOnly)
    #expect(try journal.read() == (1...3).map(entry))
  }

  @Test("A log that cannot be read there is not passed over", .enabled(if: geteuid() != 0))
  func stuckLog() throws {
    let writer = try scratch.open()
    try writer.append([entry(1)], durably: true)
    let other = try Scratch()
    for name in ["journal", "journal-wal"] {
      try FileManager.default.copyItem(
        atPath: "\(scratch.folder)/\(name)", toPath: "\(other.folder)/\(name)")
    }
    chmod(other.folder, 0o500)
    defer { chmod(other.folder, 0o700) }
    let failure = #expect(throws: JournalFailure.self) { try other.open(.read) }
    #expect(failure?.sentence.contains("copy both") == true)
    #expect(writer.refusal == nil)
  }
}

/// A disk with faults, under a name that no other test has.
struct FaultyDiskName {
  let name: String
  let disk: OpaquePointer

  init() throws {
    var random = SystemRandomNumberGenerator()
    name = "faulty-\(random.next())"
    guard let disk = faulty_disk_make(name) else { throw Problem(what: "no disk") }
    self.disk = disk
  }
}
