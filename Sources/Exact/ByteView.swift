/// Bytes lent for the time of one call.
///
/// Reading is total: beyond the end stands 0, which is neither JSON nor a digit nor a part of a
/// UTF-8 sequence, so a scan stops there by itself and can never read foreign memory.
struct ByteView {
  private let base: UnsafeRawPointer?
  let count: Int

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    base = UnsafeRawPointer(buffer.baseAddress)
    count = base == nil ? 0 : buffer.count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
    // Where there is no base the count is 0.
    return base.unsafelyUnwrapped.load(fromByteOffset: index, as: UInt8.self)
  }

  /// Eight bytes with the first in the lowest place; nil when fewer are left.
  @inline(__always)
  func word(at index: Int) -> UInt64? {
    guard index >= 0, index <= count - 8 else { return nil }
    return UInt64(
      littleEndian: base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// Whether two ranges of the same length hold the same bytes.
  func matches(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    var offset = 0
    while offset + 8 <= left.count {
      if word(at: left.lowerBound + offset) != word(at: right.lowerBound + offset) { return false }
      offset += 8
    }
    while offset < left.count {
      if self[left.lowerBound + offset] != self[right.lowerBound + offset] { return false }
      offset += 1
    }
    return true
  }

  /// The same bytes, for the parts of the standard library that take a buffer.
  func buffer(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    let bounds = range.clamped(to: 0..<count)
    return UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(start: base, count: count)[bounds])
  }
}

extension Array<UInt8> {
  /// Lends the bytes.
  @inline(__always)
  func withView<Value: ~Copyable>(_ body: (ByteView) -> Value) -> Value {
    span.withUnsafeBufferPointer { body(ByteView($0)) }
  }
}
