extension Command {
  static let man = Command(
    name: "man",
    group: .program,
    summary: "write the manual page",
    discussion: [
      "The page is in the roff language of the man macros, on standard output."
    ],
    examples: [
      Example("tandem man | man -l -", "Read the manual."),
      Example(
        "tandem man > ~/.local/share/man/man1/tandem.1", "Install it, so that man tandem finds it."
      ),
    ],
    run: { invocation throws(Failure) in
      invocation.rim.output.write(Manual(catalogue: invocation.catalogue).page())
      return .fine
    }
  )
}
