extension Command {
  static let help = Command(
    name: "help",
    group: .program,
    summary: "explain a verb, or the whole program",
    operands: [Operand(.verb, .optional, help: "the verb to explain")],
    examples: [Example("tandem help completions", "Explain one verb.")],
    run: { invocation throws(Failure) in
      let help = Help(catalogue: invocation.catalogue)
      let named = invocation.operands.first.flatMap(invocation.catalogue.command(named:))
      invocation.rim.output.write(named.map(help.verb) ?? help.program())
      return .fine
    }
  )
}
