import Testing

/// The package as it is, against the rules of the house.
@Suite struct TidyTests {
  static let tree = PackageTree.current
  static let sources = tree.sources
  static let manifest = Manifest(
    SwiftText(path: "Package.swift", tree.files.first { $0.path == "Package.swift" }?.bytes ?? []))

  /// Fails once for each finding, with its place.
  static func expectNone(_ findings: [Finding]) {
    for finding in findings { Issue.record("\(finding)") }
  }

  /// Sources in other languages, which only some checks can read.
  static let foreign = tree.files.filter { file in
    file.path.hasPrefix(".ci/")
      || ["h", "c", "modulemap"].contains { file.path.hasSuffix(".\($0)") }
  }.map { SwiftText(path: $0.path, $0.bytes) }

  static func expectNone(_ check: (SwiftText) -> [Finding]) {
    expectNone(sources.flatMap(check))
  }

  @Test func theTreeIsThere() {
    #expect(Self.sources.count > 20)
    #expect(Self.sources.contains { $0.path == "Tests/TidyTests/TidyTests.swift" })
    #expect(Self.manifest.target("Venues")?.dependencies.contains("Crypto") == true)
    #expect(Self.manifest.targets.count >= 13)
  }

  @Test func everyArrowPointsDownward() { Self.expectNone(ImportChecks.arrows(House.rooms)) }

  @Test func everyLibraryHasOneRoom() {
    for library in House.rooms.map(\.name).filter(House.isLibrary) {
      // What is C itself, as a disk for tests, hands nothing on to Swift.
      let rooms = House.rooms.filter { !House.isLibrary($0.name) && $0.uses.contains(library) }
      #expect(rooms.count <= 1, "\(library)")
    }
  }

  @Test func roomsImportOnlyWhatTheyMay() { Self.expectNone(ImportChecks.imports) }

  @Test func importsAreDeclared() {
    Self.expectNone { ImportChecks.undeclared($0, in: Self.manifest) }
  }

  @Test func thePackageAgreesWithTheHouse() {
    Self.expectNone(ImportChecks.manifest(Self.manifest))
  }

  @Test func nothingIsForced() { Self.expectNone(SafetyChecks.exclamations) }

  @Test func nothingTraps() { Self.expectNone(SafetyChecks.traps) }

  @Test func pricesAreExact() { Self.expectNone(SafetyChecks.floatingPoint) }

  @Test func cursesStaysInItsRoom() { Self.expectNone(SafetyChecks.curses) }

  @Test func linesAreShort() {
    Self.expectNone((Self.sources + Self.foreign).flatMap(ShapeChecks.longLines))
  }

  @Test func filesAreShort() { Self.expectNone(ShapeChecks.longFile) }

  @Test func functionsAreShort() { Self.expectNone(ShapeChecks.longFunctions) }

  @Test func whiteSpaceIsClean() {
    Self.expectNone((Self.sources + Self.foreign).flatMap(ShapeChecks.whiteSpace))
  }

  @Test func nothingIsLeftUndone() { Self.expectNone(ShapeChecks.unfinished) }

  @Test func whatIsPublicIsDocumented() { Self.expectNone(ShapeChecks.undocumented) }

  @Test func filesAreCalledAfterTypes() {
    Self.expectNone(Self.sources.map(\.path).flatMap(TreeChecks.fileName))
  }

  @Test func venueFoldersAreFurnishedAlike() {
    Self.expectNone(TreeChecks.venueFolders(Self.sources.map(\.path)))
  }

  @Test func theTopLevelIsBare() { Self.expectNone(TreeChecks.topLevel(Self.tree.topLevel)) }

  @Test func noFileKnowsTheMachine() {
    Self.expectNone(Self.tree.files.flatMap { TreeChecks.machinePaths($0.path, $0.bytes) })
  }
}
