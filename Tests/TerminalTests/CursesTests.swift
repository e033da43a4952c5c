import Testing

/// Curses has one screen in a process: everything that uses it in this one takes turns.
@Suite("Curses", .serialized) struct CursesTests {}
