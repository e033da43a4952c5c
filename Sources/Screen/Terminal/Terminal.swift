import CNcurses
import Glibc
import Synchronization

/// The terminal of the program, from taking it to giving it back.
///
/// There is one at a time. It belongs to one thread, that of the loop; `close` gives everything
/// back, and signals and crashes do, too.
public final class Terminal {
  /// How to take the terminal.
  public struct Options {
    /// Its kind, as TERM says.
    public var name: String
    /// How many colours to use, where the terminal has them.
    public var depth: ColorDepth
    /// Whether it shows UTF-8.
    public var isUnicode: Bool
    public var isMouseOn: Bool
    /// The terminal itself; by default the one that controls the process.
    public var descriptor: Int32?
    /// Keep what is written to standard error until the terminal is given back.
    public var keepsErrors: Bool

    public init(
      name: String, depth: ColorDepth, isUnicode: Bool, isMouseOn: Bool = true,
      descriptor: Int32? = nil, keepsErrors: Bool = true
    ) {
      self.name = name
      self.depth = depth
      self.isUnicode = isUnicode
      self.isMouseOn = isMouseOn
      self.descriptor = descriptor
      self.keepsErrors = keepsErrors
    }
  }

  private static let isTaken = Atomic(false)

  /// Columns and rows, at least one of each.
  public private(set) var size: Size
  /// The colours that frames are shown in.
  public let depth: ColorDepth
  /// The characters that frames may hold.
  public let charset: Charset
  let keys: KeyTable
  let descriptor: Int32
  let bell: Int32
  private let description: TerminalDescription
  private let log: Int32
  private let standardError: Int32
  private var painter: Painter
  private var outlet: Outlet
  /// The newest frame that a slow terminal has not been sent.
  private var waiting: (frame: Frame, sheet: StyleSheet)?
  private var isMouseWanted: Bool
  private var isOpen = true

  /// Takes the terminal: raw keys, its second screen, marked pastes, the mouse.
  public init(_ options: Options) throws(TerminalError) {
    guard !Terminal.isTaken.exchange(true, ordering: .acquiringAndReleasing) else { throw .inUse }
    var opened: [Int32] = []
    do throws(TerminalError) {
      let isUnicode = options.isUnicode && Painter.usesUnicode()
      charset = isUnicode ? .unicode : .ascii
      description = try TerminalDescription.best(options.name, for: options.depth)
      depth = description.depth(options.depth)
      keys = description.keys
      descriptor = try Terminal.openDevice(options.descriptor)
      opened.append(descriptor)
      bell = bell_make()
      opened.append(bell)
      (log, standardError) = options.keepsErrors ? Terminal.openLog() : (-1, -1)
      opened += [log, standardError]
      size = Terminal.size(of: descriptor)
      outlet = Outlet(descriptor)
      isMouseWanted = options.isMouseOn
      painter = try Painter(description, depth: depth, size: size)
      let descriptors = LifeDescriptors(
        terminal: descriptor, bell: bell, standard_error: standardError, log: log)
      guard life_begin(descriptors) != 0 else {
        painter.close()
        throw TerminalError.system("taking the terminal", errno)
      }
    } catch {
      for descriptor in opened where descriptor >= 0 { _ = Glibc.close(descriptor) }
      Terminal.isTaken.store(false, ordering: .releasing)
      throw error
    }
    enter()
  }

  deinit { close() }

  /// Gives the terminal back as it was, and prints what was written to standard error meanwhile.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    waiting = nil
    outlet.flush()
    life_leave()
    life_print_log()
    life_end()
    painter.close()
    for descriptor in [descriptor, bell, log, standardError] where descriptor >= 0 {
      _ = Glibc.close(descriptor)
    }
    Terminal.isTaken.store(false, ordering: .releasing)
  }

  // MARK: Drawing

  /// Shows a frame.
  ///
  /// A terminal that is still busy with an older one gets the newest when it is done; those between
  /// are never sent.
  public func show(_ frame: Frame, _ sheet: StyleSheet) {
    guard isOpen else { return }
    life_trim_log()
    waiting = (frame, sheet)
    drain()
  }

  /// Draws everything again at the next frame, such as after foreign output.
  public func repaint() {
    if isOpen { painter.repaint() }
  }

  /// Whether clicks and the wheel are reported; without, the terminal's own selection works.
  public var isMouseOn: Bool {
    get { isMouseWanted }
    set {
      guard newValue != isMouseWanted else { return }
      isMouseWanted = newValue
      if isOpen, description.isStandard { send(TerminalDescription.mouse(newValue)) }
    }
  }

  /// The most that is copied: terminals refuse more.
  public static let copyLimit = 65_536

  /// Puts text on the clipboard of whoever sits at the terminal (OSC 52).
  ///
  /// False when it is too long, or the terminal is busy or of another kind. Whether the terminal
  /// obeys, it does not say.
  public func copy(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard isOpen, description.isStandard, bytes.count <= Terminal.copyLimit, outlet.isEmpty else {
      return false
    }
    send(Array("\u{1B}]52;c;".utf8) + Base64.encode(bytes) + [ControlByte.bell])
    return true
  }

  private func send(_ bytes: [UInt8]) {
    outlet.add(bytes)
    outlet.flush()
  }

  /// Whether bytes wait for the terminal to take them.
  var isBusy: Bool { isOpen && !outlet.isEmpty }

  /// Sends what waits, and then the newest frame.
  func drain() {
    outlet.flush()
    guard outlet.isEmpty, let (frame, sheet) = waiting else { return }
    waiting = nil
    send(painter.update(frame, sheet))
  }

  // MARK: Life

  /// Stops the program as its shell asked (Control-Z); takes the terminal again when it goes on.
  public func suspend() {
    guard isOpen else { return }
    outlet.flush()
    outlet.discard()
    life_leave()
    life_stop()
    resume()
  }

  /// The program runs again; the terminal may have been used by others.
  func resume() {
    guard isOpen else { return }
    outlet.discard()
    measure()
    enter()
  }

  /// Reads the size anew; whether it changed.
  @discardableResult
  func measure() -> Bool {
    let now = Terminal.size(of: descriptor)
    guard now != size else { return false }
    size = now
    painter.resize(now)
    prepareReset()
    return true
  }

  private func enter() {
    prepareReset()
    _ = life_enter()
    painter.repaint()
    send(description.entering(mouse: isMouseWanted))
  }

  private func prepareReset() {
    let bytes = description.leaving(rows: size.rows)
    bytes.withUnsafeBufferPointer { life_set_reset($0.baseAddress, $0.count) }
  }

  private static func size(of descriptor: Int32) -> Size {
    var window = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0
    guard isKnown, window.ws_col > 0, window.ws_row > 0 else { return Size(columns: 80, rows: 24) }
    return Size(
      columns: min(Size.limit, Int(window.ws_col)), rows: min(Size.limit, Int(window.ws_row)))
  }

  /// Opens the terminal once more: our own opening can be made not to wait without changing the one
  /// that is shared with the shell.
  private static func openDevice(_ given: Int32?) throws(TerminalError) -> Int32 {
    let path = given.map { "/proc/self/fd/\($0)" } ?? "/dev/tty"
    let descriptor = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .notATerminal }
    guard isatty(descriptor) == 1 else {
      _ = Glibc.close(descriptor)
      throw .notATerminal
    }
    return descriptor
  }

  /// A file in memory that standard error writes to, and standard error as it was; none when it is
  /// no terminal, for then it disturbs nothing.
  private static func openLog() -> (log: Int32, standardError: Int32) {
    guard isatty(STDERR_FILENO) == 1 else { return (-1, -1) }
    let log = log_make()
    guard log >= 0 else { return (-1, -1) }
    return (log, fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3))
  }
}
