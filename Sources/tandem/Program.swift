/// The whole of a run: reads the command line, runs the verb, reports what went wrong.
struct Program: Sendable {
  let catalogue: Catalogue
  let rim: Rim

  func run() -> ExitStatus {
    var status: ExitStatus
    do throws(Failure) {
      status = try answer()
    } catch {
      rim.errors.write(Diagnostics.line(error))
      status = error.status
    }
    do throws(Failure) {
      try rim.output.flush()
    } catch {
      // An order may already be accepted or in doubt: lost output must not hide that.
      rim.errors.write(Diagnostics.line(error))
      status = status == .fine ? error.status : status
    }
    rim.errors.tryFlush()
    return status
  }

  private func answer() throws(Failure) -> ExitStatus {
    let arguments = try rim.arguments()
    switch try Parser(catalogue: catalogue).parse(arguments) {
    case .help(let command):
      let help = Help(catalogue: catalogue)
      rim.output.write(command.name.isEmpty ? help.program() : help.verb(command))
      return .fine
    case .version:
      rim.output.write("\(Catalogue.program) \(Catalogue.version)\n")
      return .fine
    case .run(let command, let operands, let values):
      return try command.run(
        Invocation(
          command: command, catalogue: catalogue, operands: operands, values: values, rim: rim))
    }
  }
}
