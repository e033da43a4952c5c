extension Unicode.Scalar {
  /// Whether it can be seen, and only seen.
  ///
  /// What moves a cursor, turns a line round or takes no room cannot; neither can what nobody has
  /// given a meaning.
  public var isVisible: Bool {
    if isASCII { return value >= 0x20 && value != 0x7F }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return false
    default:
      // Fillers, joiners and variation selectors take no room, whatever their category.
      return !properties.isDefaultIgnorableCodePoint
    }
  }
}
