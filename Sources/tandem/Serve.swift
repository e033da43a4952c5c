/// `tandem serve`: the simulators on sockets.
enum Serve {
  static let listen = Option(
    name: "listen", value: .text("ADDRESS"), fallback: "127.0.0.1",
    help: "the address to listen at; anybody who reaches it can use the simulators")

  static let port = Option(
    name: "port", value: .integer("PORT", 0...65_530), fallback: "9400",
    help: "the first of six ports: the venues in their order, then the control port; 0 takes free"
      + " ones")

  static let credentialsOut = Option(
    name: "credentials-out", value: .file("FILE"),
    help: "write the keys that open the simulators to FILE, for clients to read")

  static let tape = Option(
    name: "tape", value: .file("TAPE"), fallback: "still",
    help: "what moves the markets: still, walk (a gentle seeded market), or a file with a move a"
      + " line")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "serve",
      group: .tickets,
      summary: "serve five venues that need no account, on local ports",
      discussion: [
        "Each venue speaks its own protocol, HTTP and WebSocket, on one port: signatures are"
          + " checked, orders are matched by the paper exchange. Once all ports are open, one JSON"
          + " line a venue says where it is. SIGINT and SIGTERM end the program with status 0.",
        "The control port moves the markets, tells the engine's truth and arms faults; section"
          + " Control port says how.",
      ],
      options: [listen, port, credentialsOut, tape],
      exits: [
        Exit(.fine, "It was asked to end."),
        Exit(.usage, "The command line or the tape could not be read, or a port could not be had."),
      ],
      examples: [
        Example("tandem serve", "Ports 9400 to 9405 of this machine."),
        Example(
          "tandem serve --port 0 --credentials-out keys",
          "Free ports, and a credentials file for clients."),
      ],
      run: run
    )
  }
}
