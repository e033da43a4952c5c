extension JSONNode {
  /// A whole number that fits, from a number or a string; no fraction, no exponent.
  public var int64: Int64? { document.int64(at: index) }

  /// The exact value of a string in plain notation, or of a number with or without an exponent.
  public var decimal: Decimal? { document.decimal(at: index) }

  /// The exact value, or the reason why there is none.
  public func readDecimal() throws(DecimalError) -> Decimal {
    try document.readDecimal(at: index)
  }
}
