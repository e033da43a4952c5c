/// `tandem doctor`: whether everything that sending needs is as it should be.
enum Doctor {
  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "doctor",
      group: .program,
      summary: "check terminal, files, keys and venues",
      discussion: [
        "A line for each check: ok, warn, fail or skip, and a sentence. Every venue that there are"
          + " keys for is connected to and asked who we are; nothing is placed, cancelled or"
          + " written down."
      ],
      options: [.venue] + Option.reaching + [.wait, .textOrJSON],
      exits: [
        Exit(.fine, "Nothing failed."),
        Exit(.refused, "A check failed."),
        Exit(.usage, "The command line could not be read."),
        Exit(.noConnection, "A venue could not be reached."),
      ],
      examples: [
        Example("tandem doctor", "On the paper venues that are built in."),
        Example("tandem doctor --env testnet --venue binance", "One venue, with your own keys."),
      ],
      run: run
    )
  }
}
