import Orders
import Screen
import TicketApp

/// The program in plain lines: what changed is said once, below what was said before.
struct TicketLinear {
  private let desk: TicketDesk
  private let output: any Sink
  private let keyboard: LineKeyboard
  private var session: TicketSession
  private let remarks: [AppEvent]

  /// Nothing is drawn; the size only has to be one that a ticket fits in.
  private static let size = Size(columns: 120, rows: 40)

  init(_ ticket: Ticket?, _ choices: TicketChoices, _ rim: Rim) throws(Failure) {
    let waker: Waker
    do throws(TerminalError) {
      waker = try Waker()
    } catch {
      throw Failure("", "\(error)")
    }
    keyboard = LineKeyboard(stop: try rim.stopRequest(), waker: waker)
    desk = TicketDesk(rim)
    output = rim.output
    remarks = choices.remarks
    session = choices.session(
      ticket, charset: choices.isASCII || !rim.isUTF8 ? .ascii : .unicode, size: Self.size, rim)
    session.wake { waker.wake() }
  }

  /// Runs until the program is left, nothing can be typed any more, or nobody reads.
  consuming func run() throws(Failure) -> ExitStatus {
    defer { session.finish() }
    perform(session.begin(desk.now))
    perform(session.pass(desk.now) ?? [])
    say(LinearTeller.beginning(session.app))
    let output = output
    session.listener = { before, event, after in
      for line in LinearTeller.lines(before, event, after) { output.write(line.string + "\n") }
    }
    perform(session.take(remarks))
    while !session.app.isEnded, !output.isClosed {
      try output.flush()
      let inputs = keyboard.next(timeout: wait)
      if let duty = session.nextDuty, duty <= desk.now {
        perform(session.pass(desk.now) ?? [])
      }
      if inputs.isEmpty { continue }
      perform(session.take([.now(desk.now)] + inputs.map { .input($0) }))
    }
    return .fine
  }

  private var wait: Int? {
    session.nextDuty.map { Int(clamping: max(0, $0.milliseconds - desk.now.milliseconds)) }
  }

  private func say(_ lines: [CleanText]) {
    for line in lines { output.write(line.string + "\n") }
  }

  /// There are no colours, no mouse and no screen to draw anew.
  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .suspend: keyboard.suspend()
      case .copy, .mouse, .theme: perform(session.take([.failed("not without a screen")]))
      default: break
      }
    }
  }
}
