import COpenSSL
import Glibc

/// Keeps what is in this process's memory from being written down when it crashes.
public enum ProcessMemory {
  /// Lets no core file be written; costs next to nothing, and holds for programs started from here.
  public static func forbidCores() {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  }

  /// Keeps other programs of the same user, and the kernel's own collectors of crashes, from
  /// looking in; for a process that holds secrets.
  ///
  /// From now on some of its files in `/proc` are no longer its own to read.
  public static func hide() { _ = process_hide() }

  /// Whether neither a core file nor a look from outside can show it.
  public static var isHidden: Bool {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    return limit.rlim_cur == 0 && process_is_hidden() != 0
  }
}
