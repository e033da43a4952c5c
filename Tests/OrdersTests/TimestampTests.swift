import Orders
import Testing

@Suite struct TimestampTests {
  // Seconds since 1970 from `date -u -d … +%s`.
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-12-01T21:00:00Z", 1_796_158_800_000),
    ("2024-02-29T23:59:59.999Z", 1_709_251_199_999), ("1969-12-31T23:59:59Z", -1_000),
    ("2000-03-01T00:00:00Z", 951_868_800_000), ("2018-05-02T15:35:00.495Z", 1_525_275_300_495),
    ("9999-12-31T23:59:59Z", 253_402_300_799_000),
  ])
  func isoTimesAreReadAndWritten(_ text: String, _ milliseconds: Int64) {
    #expect(Timestamp(iso: text)?.milliseconds == milliseconds)
    #expect(Timestamp(milliseconds: milliseconds).iso == text)
  }

  @Test(arguments: [
    ("2026-12-01T23:00:00+02:00", "2026-12-01T21:00:00Z"),
    ("2026-12-01T15:30:00-05:30", "2026-12-01T21:00:00Z"),
    ("2026-12-01T21:00:00.5Z", "2026-12-01T21:00:00.500Z"),
    ("2026-12-01T21:00:00.123456789Z", "2026-12-01T21:00:00.123Z"),
  ])
  func zonesAndFractionsAreUnderstood(_ text: String, _ same: String) {
    #expect(Timestamp(iso: text)?.iso == same)
  }

  @Test(arguments: [
    "", "2026", "2026-12-01", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
    "2026-12-01T24:00:00Z", "2026-12-01T21:60:00Z", "2026-12-01T21:00:00",
    "2026-12-01T21:00:00.Z", "2026-12-01T21:00:00.1234567890Z", "2026-12-01t21:00:00z",
    "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    "２０２６-12-01T21:00:00Z", "2026-12-01T21:00:00Zx", " 2026-12-01T21:00:00Z",
  ])
  func whatIsNoTimeIsRefused(_ text: String) {
    #expect(Timestamp(iso: text) == nil)
  }
}
