extension Command {
  /// What runs without a verb: enough to begin with.
  static let overview = Command(
    name: "",
    group: .program,
    summary: "show what tandem can do",
    run: { invocation throws(Failure) in
      invocation.rim.output.write(Help(catalogue: invocation.catalogue).overview())
      return .fine
    }
  )
}
