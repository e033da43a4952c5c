import Glibc
import Screen

/// What is shown, and what keys do.
struct Probe {
  private let terminal: Terminal
  private let loop: EventLoop
  private let sheet: StyleSheet
  private var text = ""
  private var last = "nothing"
  private var pasted = 0
  private var frames = 0
  private let isScene: Bool

  init(_ options: Terminal.Options) throws(TerminalError) {
    terminal = try Terminal(options)
    loop = try EventLoop(terminal)
    isScene = CommandLine.arguments.dropFirst().first == "scene"
    sheet = isScene ? Scene.sheet(terminal.depth) : .plain
  }

  mutating func run() -> String {
    show()
    while true {
      for input in loop.next() {
        if let ending = take(input) { return ending }
      }
      show()
    }
  }

  func end() { terminal.close() }

  private mutating func take(_ input: Input) -> String? {
    line("\(input)", to: 3)
    switch input {
    case .key(let key): return press(key)
    case .paste(let paste):
      pasted += paste.count
      last = "paste"
    case .mouse(let mouse): last = "mouse \(mouse.column),\(mouse.row)"
    case .resize(let columns, let rows): last = "resize \(columns) \(rows)"
    case .suspend:
      terminal.suspend()
      last = "resumed"
    case .resumed: last = "resumed"
    case .terminate(let signal): return "signal \(signal)"
    case .hangup: return "hangup"
    case .unknown(let bytes): last = "unknown \(bytes.count)"
    case .wake: last = "woken"
    case .focus(let isHere): last = "focus \(isHere)"
    case .readable(let descriptor): last = "readable \(descriptor)"
    }
    return nil
  }

  private mutating func press(_ key: Key) -> String? {
    last = "key"
    switch key {
    case Key(.backspace): text = String(text.dropLast())
    case Key(.function(2)): last = "copied \(terminal.copy(text))"
    case Key(.function(3)): flood()
    case Key(.function(4)): terminal.isMouseOn.toggle()
    case Key(.function(8)): wakeFromThread()
    case Key(.function(6)): line("a word on standard error\u{1B}[31m", to: 2)
    case Key(.character("q"), .control): return "asked"
    case Key(.character("z"), .control):
      terminal.suspend()
      last = "resumed"
    case Key(.character("t"), .control): last = "\([0][text.utf8.count + 1])"
    case Key(.character("n"), .control):
      UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    case Key(.character("o"), .control): last = "\(overflow(1))"
    case Key(.character("a"), .control): abort()
    default:
      if let scalar = key.text { text.unicodeScalars.append(scalar) } else { last = "\(key.code)" }
    }
    return nil
  }

  /// Far more frames than a terminal that does not read can hold.
  private mutating func flood() {
    for _ in 0..<2_000 {
      frames += 1
      show()
    }
    line("flooded", to: 3)
  }

  private func wakeFromThread() {
    let waker = loop.waker
    var thread = pthread_t()
    let box = Unmanaged.passRetained(waker)
    pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Waker>.fromOpaque(pointer).takeRetainedValue().wake() }
        return nil
      }, box.toOpaque())
    pthread_join(thread, nil)
  }

  private func show() {
    var frame = Frame(terminal.size, charset: terminal.charset)
    if isScene { Scene.draw(text, into: &frame) } else { draw(into: &frame) }
    terminal.show(frame, sheet)
  }

  private func draw(into frame: inout Frame) {
    let rows = [
      "size \(terminal.size.columns)x\(terminal.size.rows)", "text [\(text)]", "last [\(last)]",
      "pasted \(pasted)", "frames \(frames)", "│ wide 漢字 and é",
    ]
    for (row, text) in rows.enumerated() {
      frame.write(CleanText(text), row: row, in: frame.area, Paint(row == 0 ? .heading : .text))
    }
    for row in rows.count..<max(rows.count, terminal.size.rows) {
      let noise = String(repeating: "\(frames * 7919 + row * 31) ", count: frames > 0 ? 12 : 0)
      frame.write(CleanText(noise), row: row, in: frame.area)
    }
    frame.placeCursor(
      Point(column: min(6 + text.count, terminal.size.columns - 1), row: 1), in: frame.area)
  }
}
