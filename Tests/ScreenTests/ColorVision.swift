import Glibc

@testable import Screen

/// Colours as somebody sees them who lacks one kind of cone.
///
/// The matrices for linear RGB of Viénot, Brettel and Mollon, "Digital video colourmaps for
/// checking the legibility of displays by dichromats" (Color Research & Application 24, 1999).
enum ColorVision: CaseIterable {
  case whole, protanopia, deuteranopia

  /// The colour in CIE L*a*b*, where distances are those the eye sees.
  func lab(_ color: RGB) -> (Double, Double, Double) {
    let (r, g, b) = (
      RGB.linear[Int(color.red)], RGB.linear[Int(color.green)], RGB.linear[Int(color.blue)]
    )
    let seen =
      switch self {
      case .whole: (r, g, b)
      case .protanopia:
        (0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b)
      case .deuteranopia:
        (0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b)
      }
    let x = (0.4124 * seen.0 + 0.3576 * seen.1 + 0.1805 * seen.2) / 0.95047
    let y = 0.2126 * seen.0 + 0.7152 * seen.1 + 0.0722 * seen.2
    let z = (0.0193 * seen.0 + 0.1192 * seen.1 + 0.9505 * seen.2) / 1.08883
    let f = { (t: Double) in t > 0.008856 ? cbrt(t) : 7.787 * t + 16 / 116 }
    return (116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z)))
  }

  /// The difference of CIE 1976; about two can just be seen.
  func difference(_ left: RGB, _ right: RGB) -> Double {
    let (a, b) = (lab(left), lab(right))
    return sqrt(pow(a.0 - b.0, 2) + pow(a.1 - b.1, 2) + pow(a.2 - b.2, 2))
  }
}
