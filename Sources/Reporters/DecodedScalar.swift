/// A code point as it stands in bytes.
struct DecodedScalar: Equatable {
  var scalar: Unicode.Scalar
  /// Bytes it takes; at least 1.
  var length: Int
}

/// The code point at an offset. Bytes that are not UTF-8 are U+FFFD, one for each maximal subpart of a sequence (Unicode
/// 17, section 3.9.6), as Swift's own `String(decoding:as:)` repairs them.
func decodeScalar(_ bytes: Span<UInt8>, at offset: Int, end: Int) -> DecodedScalar {
  let first = bytes[offset]
  guard first >= 0x80 else { return DecodedScalar(scalar: Unicode.Scalar(first), length: 1) }

  // The second byte has a narrower range after some first bytes: no overlong forms, no surrogates, nothing above U+10FFFF.
  let continuations: Int
  var allowed: ClosedRange<UInt8> = 0x80...0xBF
  switch first {
  case 0xC2...0xDF: continuations = 1
  case 0xE0...0xEF:
    continuations = 2
    if first == 0xE0 { allowed = 0xA0...0xBF }
    if first == 0xED { allowed = 0x80...0x9F }
  case 0xF0...0xF4:
    continuations = 3
    if first == 0xF0 { allowed = 0x90...0xBF }
    if first == 0xF4 { allowed = 0x80...0x8F }
  default: return DecodedScalar(scalar: "\u{FFFD}", length: 1)
  }

  var value = UInt32(first) & (0x3F >> UInt32(continuations))
  for index in 1...continuations {
    guard offset + index < end, allowed.contains(bytes[offset + index]) else {
      return DecodedScalar(scalar: "\u{FFFD}", length: index)
    }
    value = value << 6 | UInt32(bytes[offset + index] & 0x3F)
    allowed = 0x80...0xBF
  }
  return DecodedScalar(scalar: Unicode.Scalar(value) ?? "\u{FFFD}", length: continuations + 1)
}
