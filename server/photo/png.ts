import type { Drawn } from './jpeg'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Chunks that tell of people, places and programs, not of the picture. */
const TOLD = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])

/** A PNG without texts, times and EXIF, and without what lies behind its end; `null` when it is not a whole PNG. */
export function barePng(bytes: Buffer): Drawn | null {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null
  const kept: Buffer[] = [SIGNATURE]
  let size: { width: number; height: number } | null = null
  let drawn = false
  for (let at = SIGNATURE.length; ; ) {
    if (at + 12 > bytes.length) return null
    const length = bytes.readUInt32BE(at)
    const type = bytes.subarray(at + 4, at + 8).toString('latin1')
    const end = at + 12 + length
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(type)) return null
    if (size === null) {
      if (type !== 'IHDR' || length !== 13) return null
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    }
    if (type === 'IDAT') drawn = true
    if (!TOLD.has(type)) kept.push(bytes.subarray(at, end))
    if (type === 'IEND') break
    at = end
  }
  return drawn ? { bytes: Buffer.concat(kept), ...size } : null
}
