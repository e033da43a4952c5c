import Exact
import Testing

/// The public JSONTestSuite; skipped where its folder is absent, because it is not checked in here.
@Suite(
  .enabled(if: !SharedData.jsonTestSuite.isEmpty, "the folder shared/data/JSONTestSuite is absent"))
struct JSONTestSuite {
  /// Whether the text is JSON by the grammar, which leaves keys that stand twice open.
  private func accepts(_ bytes: [UInt8]) -> Bool {
    var limits = JSONLimits.standard
    limits.allowsDuplicateKeys = true
    return (try? JSONDocument(parsing: bytes, limits: limits)) != nil
  }

  /// Files that have a key twice: JSON by the grammar, and refused wherever a text is believed.
  private let refusedOnPurpose: Set = [
    "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
  ]

  /// What RFC 8259 leaves open, and how it is decided here.
  private let decisions: [String: Bool] = {
    let numbersKeepTheirText = [
      "double_huge_neg_exp", "huge_exp", "neg_int_huge_exp", "pos_double_huge_exp",
      "real_neg_overflow", "real_pos_overflow", "real_underflow", "too_big_neg_int",
      "too_big_pos_int", "very_big_negative_int",
    ].map { ("i_number_\($0).json", true) }
    let loneSurrogatesAreNoText = [
      "object_key_lone_2nd_surrogate", "string_1st_surrogate_but_2nd_missing",
      "string_1st_valid_surrogate_2nd_invalid", "string_incomplete_surrogate_and_escape_valid",
      "string_incomplete_surrogate_pair", "string_incomplete_surrogates_escape_valid",
      "string_invalid_lonely_surrogate", "string_invalid_surrogate",
      "string_inverted_surrogates_U+1D11E", "string_lone_second_surrogate",
    ].map { ("i_\($0).json", false) }
    let onlyUTF8IsRead = [
      "UTF-16LE_with_BOM", "UTF-8_invalid_sequence", "UTF8_surrogate_U+D800", "invalid_utf-8",
      "iso_latin_1", "lone_utf8_continuation_byte", "not_in_unicode_range",
      "overlong_sequence_2_bytes", "overlong_sequence_6_bytes", "overlong_sequence_6_bytes_null",
      "truncated-utf-8", "utf16BE_no_BOM", "utf16LE_no_BOM",
    ].map { ("i_string_\($0).json", false) }
    let boundedDepth = [("i_structure_500_nested_arrays.json", false)]
    let noByteOrderMark = [("i_structure_UTF-8_BOM_empty_object.json", false)]
    return Dictionary(
      uniqueKeysWithValues: numbersKeepTheirText + loneSurrogatesAreNoText + onlyUTF8IsRead
        + boundedDepth + noByteOrderMark)
  }()

  @Test func validTextsAreAccepted() {
    let cases = SharedData.jsonTestSuite.filter { $0.name.hasPrefix("y_") }
    #expect(!cases.isEmpty)
    for (name, bytes) in cases {
      #expect(accepts(bytes), "\(name)")
      let isBelieved = (try? JSONDocument(parsing: bytes)) != nil
      #expect(isBelieved != refusedOnPurpose.contains(name), "\(name)")
    }
  }

  @Test func invalidTextsAreRefused() {
    let cases = SharedData.jsonTestSuite.filter { $0.name.hasPrefix("n_") }
    #expect(!cases.isEmpty)
    for (name, bytes) in cases { #expect(!accepts(bytes), "\(name)") }
  }

  @Test func openQuestionsAreDecidedAsTheTableSays() {
    let cases = SharedData.jsonTestSuite.filter { $0.name.hasPrefix("i_") }
    #expect(Set(cases.map(\.name)) == Set(decisions.keys))
    for (name, bytes) in cases { #expect(accepts(bytes) == decisions[name], "\(name)") }
  }

  @Test func theNaiveCheckerAgrees() {
    for (name, bytes) in SharedData.jsonTestSuite where bytes.count < 10_000 {
      let isBelieved = (try? JSONDocument(parsing: bytes)) != nil
      #expect(isBelieved == NaiveJSON.accepts(bytes), "\(name)")
    }
  }
}
