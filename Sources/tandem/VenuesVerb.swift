/// `tandem venues`: the catalogue of what venues can do.
enum VenuesVerb {
  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "venues",
      group: .catalogues,
      summary: "list the venues and what each can do",
      options: [.textOrJSON],
      examples: [Example("tandem venues", "Kinds, order types and environments of each venue.")],
      run: run
    )
  }
}
