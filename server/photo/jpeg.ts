import { orientationOf, orientationSegment } from './exif'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const TEM = 0x01
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const COM = 0xfe

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7
const isApplication = (marker: number): boolean => marker >= APP0 && marker <= APP15

/** What a phone may say of colours; all else that applications write (EXIF, XMP, IPTC, makers' previews) is about people and places. */
const keptOfApplications: Readonly<Record<number, string>> = {
  [APP0]: 'JFIF\0',
  [APP2]: 'ICC_PROFILE\0',
  [APP14]: 'Adobe',
}

export type Drawn = { readonly bytes: Buffer; readonly width: number; readonly height: number }

/**
 * A JPEG without what it tells of who took it where: of EXIF only which way is up stays, comments go, and so does whatever lies behind
 * the picture's end (makers hide a second picture there, with a place of its own). `null` when it is not a whole JPEG.
 */
export function bareJpeg(bytes: Buffer): Drawn | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null
  const kept: Buffer[] = []
  let size: { width: number; height: number } | null = null
  let up = 1
  let scans = 0
  for (let at = 2; ; ) {
    if (bytes[at] !== 0xff) return null
    while (bytes[at + 1] === 0xff) at += 1 // fill bytes
    const marker = bytes[at + 1]
    if (marker === undefined) return null
    if (marker === EOI) break
    if (marker === TEM || marker === SOI || marker === 0 || isRestart(marker)) return null
    if (at + 4 > bytes.length) return null
    const length = bytes.readUInt16BE(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    const body = bytes.subarray(at + 4, end)
    if (isFrame(marker)) size ??= frameSize(body)
    if (marker === APP1) up = orientationOf(body) ?? up
    const next = marker === SOS ? endOfScan(bytes, end) : end
    if (marker === SOS) scans += 1
    if (isKept(marker, body)) kept.push(bytes.subarray(at, next))
    at = next
  }
  if (!size || scans === 0) return null
  const whole = [
    Buffer.from([0xff, SOI]),
    ...(up === 1 ? [] : [orientationSegment(up)]),
    ...kept,
    Buffer.from([0xff, EOI]),
  ]
  return { bytes: Buffer.concat(whole), ...size }
}

function isKept(marker: number, body: Buffer): boolean {
  if (marker === COM) return false
  if (!isApplication(marker)) return true
  const name = keptOfApplications[marker]
  return name !== undefined && body.subarray(0, name.length).toString('latin1') === name
}

function frameSize(body: Buffer): { width: number; height: number } | null {
  return body.length < 6 ? null : { height: body.readUInt16BE(1), width: body.readUInt16BE(3) }
}

/** Where the compressed picture behind a scan's header ends: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return bytes.length
}
