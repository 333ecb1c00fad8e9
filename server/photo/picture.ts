import { bareJpeg } from './jpeg'
import { barePng } from './png'
import { bareWebp } from './webp'

export type Picture = { readonly type: 'image/jpeg' | 'image/png' | 'image/webp'; readonly bytes: Buffer }

const READERS = [
  ['image/jpeg', bareJpeg],
  ['image/png', barePng],
  ['image/webp', bareWebp],
] as const

/** More than any phone's camera makes; a small file may claim a picture that no phone could unfold. */
const MOST_PIXELS = 120_000_000

/**
 * A photograph as it may be kept and shown: judged by its bytes, never by what somebody calls it, and bare of what it tells of who took
 * it where (EXIF with its GPS, XMP, comments). `null` when it is none that we know, or not whole.
 */
export function readPicture(bytes: Buffer): Picture | null {
  for (const [type, read] of READERS) {
    const drawn = read(bytes)
    if (!drawn) continue
    const pixels = drawn.width * drawn.height
    return pixels > 0 && pixels <= MOST_PIXELS ? { type, bytes: drawn.bytes } : null
  }
  return null
}
