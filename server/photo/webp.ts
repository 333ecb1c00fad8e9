import type { Drawn } from './jpeg'

/** Flags of the extended header that promise EXIF and XMP. */
const PROMISES = 0x08 | 0x04

/** A WebP without EXIF and XMP, and without what lies behind its end; `null` when it is not a whole WebP. */
export function bareWebp(bytes: Buffer): Drawn | null {
  if (bytes.length < 12 || name(bytes, 0) !== 'RIFF' || name(bytes, 8) !== 'WEBP') return null
  const whole = 8 + bytes.readUInt32LE(4)
  if (whole > bytes.length) return null
  const kept: Buffer[] = []
  let size: { width: number; height: number } | null = null
  let drawn = false
  for (let at = 12; at < whole; ) {
    if (at + 8 > whole) return null
    const type = name(bytes, at)
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (at + 8 + length > whole) return null
    const body = bytes.subarray(at + 8, at + 8 + length)
    size ??= sizeOf(type, body)
    if (size === null) return null
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') drawn = true
    if (type !== 'EXIF' && type !== 'XMP ') {
      const chunk = Buffer.from(bytes.subarray(at, Math.min(end, whole)))
      if (type === 'VP8X') chunk[8]! &= ~PROMISES
      kept.push(chunk)
    }
    at = end
  }
  if (!drawn || size === null) return null
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return { bytes: Buffer.concat([head, body]), ...size }
}

const name = (bytes: Buffer, at: number): string => bytes.subarray(at, at + 4).toString('latin1')

/** Of the first chunk, which is one of three. */
function sizeOf(type: string, body: Buffer): { width: number; height: number } | null {
  if (type === 'VP8X' && body.length >= 10)
    return { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 }
  if (type === 'VP8L' && body.length >= 5 && body[0] === 0x2f) {
    const bits = body.readUInt32LE(1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (type === 'VP8 ' && body.length >= 10 && body.readUIntBE(3, 3) === 0x9d012a)
    return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }
  return null
}
