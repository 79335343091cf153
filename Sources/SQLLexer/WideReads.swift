// Reading eight bytes at a time, where most of a file's bytes are: bodies, strings, comments, and the comparison of words.

/// Eight bytes, the first one lowest. Traps if they are not all inside.
///
/// Unsafe by its name only: the offset is checked, and eight bytes of any value are a number.
@inline(__always)
func eightBytes(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
  unsafe UInt64(
    littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// The offset of the next byte that is `first` or `second`, or `end`.
@inline(__always)
func find(
  _ first: UInt8, or second: UInt8, in bytes: Span<UInt8>, from start: Int
) -> Int {
  let end = bytes.count
  var position = start
  while position &+ 8 <= end {
    let eight = eightBytes(bytes, at: position)
    let hits = zeroBytes(eight ^ repeated(first)) | zeroBytes(eight ^ repeated(second))
    if hits != 0 { return position &+ hits.trailingZeroBitCount >> 3 }
    position &+= 8
  }
  while position < end, bytes[position] != first, bytes[position] != second { position &+= 1 }
  return position
}

/// The offset of the next `byte`, or `end`.
@inline(__always)
func find(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
  find(byte, or: byte, in: bytes, from: start)
}

private func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// Has the high bit of each byte that is zero; bits above the first such byte may be wrong.
@inline(__always)
private func zeroBytes(_ eight: UInt64) -> UInt64 {
  (eight &- 0x0101_0101_0101_0101) & ~eight & 0x8080_8080_8080_8080
}

/// A word of 2 to 17 bytes, folded to lower case: its first eight bytes and its last eight, which overlap in a word shorter
/// than 16; a word shorter than eight is in the first alone.
struct FoldedWord: Equatable {
  var first: UInt64
  var last: UInt64

  @inline(__always)
  init(_ bytes: Span<UInt8>, from start: Int, length: Int) {
    // In words, setting bit 0x20 changes nothing but the case of letters, and tells `_` from all others still.
    let fold: UInt64 = 0x2020_2020_2020_2020
    if length >= 8 {
      first = eightBytes(bytes, at: start) | fold
      last = eightBytes(bytes, at: start &+ length &- 8) | fold
    } else {
      last = 0
      let mask = (1 as UInt64) << UInt64(length &* 8) &- 1
      if start &+ 8 <= bytes.count {
        first = (eightBytes(bytes, at: start) | fold) & mask
      } else {
        first = 0
        for offset in 0..<length {
          first |= UInt64(bytes[start + offset] | 0x20) << UInt64(offset * 8)
        }
      }
    }
  }

  /// Where the word's place is in a table of 4096 slots.
  @inline(__always)
  var slot: Int {
    Int(((first ^ (last &* 0x9E37_79B9_7F4A_7C15)) &* keywordMultiplier) >> 52)
  }
}
