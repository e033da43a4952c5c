/// The targets of the package and what each may use, from the top of the house to the ground.
///
/// An arrow goes only downward. Who needs a new one adds it here, where it is seen in review.
struct House {
  struct Room {
    let name: String
    /// Targets of this package.
    let uses: [String]
    /// Modules of the system; only rooms that do IO, or lock, have any.
    let system: [String]

    init(_ name: String, uses: [String], system: [String] = []) {
      self.name = name
      self.uses = uses
      self.system = system
    }
  }

  /// Everything that is written in Swift or wraps a library, below the executables.
  private static let below = [
    // The interactive program is pure: what it wants done it returns as effects.
    Room("TicketApp", uses: ["Screen", "Client", "Venues", "Orders", "Exact"]),
    // Random tickets, spoilt bytes, random steps and bad networks, for tests and benchmarks only.
    Room(
      "Sampling",
      uses: [
        "Paper", "Client", "Journal", "Simulator", "PaperExchange", "Venues", "Orders", "Exact",
        "Crypto",
      ], system: ["Synchronization"]),
    // The simulators behind the client's transport, in the same process.
    Room(
      "Paper", uses: ["Client", "Journal", "Simulator", "Venues", "Orders", "WebSocket", "Exact"]),
    // Sockets and the clock; a mailbox between its thread and the loop.
    Room(
      "Client",
      uses: ["Journal", "Venues", "Orders", "WebSocket", "Exact", "Crypto", "Gzip", "CCurl"],
      system: ["Glibc", "Synchronization"]),
    // Its poll() server. It checks signatures, and one venue packs its stream.
    Room(
      "Simulator",
      uses: ["PaperExchange", "Venues", "Orders", "WebSocket", "Exact", "Crypto", "Gzip"],
      system: ["Glibc", "Synchronization"]),
    Room("PaperExchange", uses: ["Orders", "Exact"]),
    // The file that holds the record, and its lock.
    Room(
      "Journal", uses: ["Orders", "Exact", "Crypto", "CSQLite"],
      system: ["Glibc", "Synchronization"]),
    Room("Venues", uses: ["Orders", "Exact", "Crypto"]),
    Room("Orders", uses: ["Exact"]),
    // The terminal and its signals.
    Room("Screen", uses: ["CNcurses"], system: ["Glibc", "Synchronization"]),
    Room("WebSocket", uses: []),
    Room("Gzip", uses: ["CZlib"]),
    // The kernel's randomness.
    Room("Crypto", uses: ["COpenSSL"], system: ["Glibc", "Synchronization"]),
    Room("Exact", uses: []),
    // The disk with faults, for tests.
    Room("CFaultyDisk", uses: ["CSQLite"]),
    Room("CCurl", uses: []),
    Room("CSQLite", uses: []),
    Room("CNcurses", uses: []),
    Room("COpenSSL", uses: []),
    Room("CZlib", uses: []),
    // Pseudo-terminals, for tests.
    Room("CPty", uses: []),
    // TLS before a plain server, for tests.
    Room("CTLSFront", uses: []),
    // Sockets of this machine, for tests.
    Room("Loopback", uses: [], system: ["Glibc"]),
  ]

  private static let everySwiftRoom = below.map(\.name).filter { !isLibrary($0) }

  static let rooms: [Room] =
    ["tandem", "Benchmarks", "ScreenProbe", "JournalProbe"].map {
      // Only its own room speaks to a library.
      Room($0, uses: everySwiftRoom, system: ["Glibc", "Synchronization"])
    } + below

  static func room(_ name: String) -> Room? { rooms.first { $0.name == name } }

  /// Test targets may look into every room, and may use Foundation.
  static let testRoom = Room(
    "Tests",
    uses: ["tandem", "ScreenProbe", "JournalProbe", "CPty", "CFaultyDisk", "CTLSFront"]
      + everySwiftRoom,
    system: ["Testing", "Glibc", "Synchronization", "Foundation"])

  /// C library targets are called `C` and the library's name.
  static func isLibrary(_ name: String) -> Bool {
    name.hasPrefix("C") && name.dropFirst().first?.isUppercase == true
  }

  /// Rooms that prices and quantities pass through.
  static let exactRooms = ["Exact", "Orders", "Venues", "Crypto", "PaperExchange"]

  static let topLevel = ["Package.swift", "Sources", "Tests", "README.md", "themes", "LICENSE"]
}
