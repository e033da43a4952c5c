// swift-tools-version: 6.0
import PackageDescription

// An arrow may only go downward in this list; Tests/TidyTests checks the imports against it.
let package = Package(
  name: "tandem",
  targets: [
    .executableTarget(
      name: "tandem",
      dependencies: [
        "TicketApp", "Screen", "Paper", "Client", "Journal", "Simulator", "PaperExchange", "Venues",
        "Orders", "Exact", "Crypto",
      ],
      linkerSettings: [
        // Thirteen libraries fewer to find and bind before the first frame.
        .unsafeFlags(["-static-stdlib"], .when(configuration: .release)),
        // Nobody loads the program as a library: without a table of its names, which the line above
        // brings, 0.4 MiB less is read at start.
        .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release)),
      ]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "TicketApp", "Screen", "Sampling", "Paper", "Client", "Journal", "Simulator",
        "PaperExchange", "Venues", "Orders", "Exact", "Crypto",
      ],
      // As the program itself is linked, since it is measured for its sake.
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]),
    .target(
      name: "Sampling",
      dependencies: [
        "Paper", "Client", "Journal", "Simulator", "PaperExchange", "Venues", "Orders", "Exact",
        "Crypto",
      ]),
    .target(
      name: "TicketApp",
      dependencies: ["Screen", "Client", "Venues", "Orders", "Exact"]),
    .target(
      name: "Paper",
      dependencies: [
        "Client", "Journal", "Simulator", "Venues", "Orders", "WebSocket", "Exact",
      ]),
    .target(
      name: "Client",
      dependencies: [
        "Journal", "Venues", "Orders", "WebSocket", "Exact", "Crypto", "Gzip", "CCurl",
      ]),
    .target(
      name: "Simulator",
      dependencies: ["PaperExchange", "Venues", "Orders", "WebSocket", "Exact", "Crypto", "Gzip"]),
    .target(name: "PaperExchange", dependencies: ["Orders", "Exact"]),
    .target(
      name: "Venues", dependencies: ["Orders", "Exact", "Crypto"], exclude: ["README.md"]),
    .target(name: "Journal", dependencies: ["Orders", "Exact", "Crypto", "CSQLite"]),
    .target(name: "Orders", dependencies: ["Exact"]),
    .target(name: "Screen", dependencies: ["CNcurses"]),
    .target(name: "WebSocket"),
    .target(name: "Gzip", dependencies: ["CZlib"]),
    .target(name: "Crypto", dependencies: ["COpenSSL"]),
    .target(name: "Exact"),
    .target(
      name: "CNcurses",
      cSettings: [.define("_GNU_SOURCE"), .define("NCURSES_WIDECHAR", to: "1")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    // Loads libcurl when it is first wanted, so it is not linked.
    .target(
      name: "CCurl", cSettings: [.define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("dl")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .testTarget(name: "ExactTests", dependencies: ["Exact"]),
    .testTarget(name: "OrdersTests", dependencies: ["Orders", "Exact"]),
    .testTarget(name: "ScreenTests", dependencies: ["Screen"]),
    // Sockets of this machine, for tests.
    .target(name: "Loopback", path: "Tests/Loopback"),
    // Watched by TerminalTests on a pseudo-terminal.
    .executableTarget(name: "ScreenProbe", dependencies: ["Screen"], path: "Tests/ScreenProbe"),
    .target(name: "CPty", path: "Tests/CPty", cSettings: [.define("_GNU_SOURCE")]),
    .testTarget(
      name: "TerminalTests",
      dependencies: [
        "Screen", "ScreenProbe", "tandem", "CPty", "TicketApp", "Client", "Venues", "Orders",
        "Exact",
      ]),
    .testTarget(name: "WebSocketTests", dependencies: ["WebSocket", "Crypto"]),
    .testTarget(
      name: "PaperExchangeTests", dependencies: ["Sampling", "PaperExchange", "Orders", "Exact"]),
    .testTarget(
      name: "TicketAppTests",
      dependencies: [
        "TicketApp", "Screen", "Paper", "Client", "Simulator", "Venues", "Orders", "Exact",
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "SimulatorTests",
      dependencies: [
        "Simulator", "PaperExchange", "Venues", "Orders", "WebSocket", "Gzip", "Exact", "Crypto",
        "Loopback",
      ]),
    // Killed by JournalTests while it adds.
    .executableTarget(
      name: "JournalProbe", dependencies: ["Journal", "Orders", "Exact"],
      path: "Tests/JournalProbe"),
    .target(name: "CFaultyDisk", dependencies: ["CSQLite"], path: "Tests/CFaultyDisk"),
    .testTarget(
      name: "JournalTests",
      dependencies: ["JournalProbe", "Journal", "Orders", "Exact", "Crypto", "CFaultyDisk"]),
    .target(
      name: "CTLSFront", path: "Tests/CTLSFront", cSettings: [.define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .testTarget(
      name: "ClientTests",
      dependencies: [
        "Sampling", "Paper", "Client", "Journal", "Simulator", "PaperExchange", "Venues", "Orders",
        "WebSocket", "Exact", "Crypto", "CTLSFront", "Loopback",
      ]),
    .testTarget(name: "GzipTests", dependencies: ["Gzip"]),
    .testTarget(name: "CryptoTests", dependencies: ["Crypto"]),
    .testTarget(
      name: "VenuesTests", dependencies: ["Sampling", "Venues", "Orders", "Exact", "Crypto"],
      exclude: ["Cards"]),
    .testTarget(
      name: "TandemTests",
      dependencies: [
        "tandem", "TicketApp", "Screen", "Paper", "Client", "Journal", "Simulator", "Venues",
        "Orders", "Exact", "Crypto", "Loopback",
      ],
      exclude: ["Snapshots"]),
    .testTarget(name: "TidyTests"),
  ]
)

// A section for each function: then the linker, which is told to leave out what nobody calls, can.
// That makes the program 0.7 MiB smaller, and 0.3 of them would be read at start.
for target in package.targets where target.type == .regular || target.type == .executable {
  target.swiftSettings = [
    .unsafeFlags(["-Xfrontend", "-function-sections"], .when(configuration: .release))
  ]
}
