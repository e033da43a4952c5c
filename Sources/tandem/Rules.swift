/// `tandem rules`: the catalogue of checks.
enum Rules {
  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "rules",
      group: .catalogues,
      summary: "list every rule with its source",
      discussion: ["A rule's source is the document of the venue and the section that states it."],
      options: [.textOrJSON],
      examples: [Example("tandem rules --format json", "One JSON object a rule.")],
      run: run
    )
  }
}
