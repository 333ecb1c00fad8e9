/** Photographs as phones make them, small: whole in structure, with what they should not tell. */

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')

export type Told = {
  /** Which way is up, 1 to 8, as EXIF says it. */
  readonly up?: number
  /** Words in EXIF, beside the orientation: where it was taken, with what. */
  readonly place?: string
  readonly order?: 'II' | 'MM'
  readonly comment?: string
  readonly behind?: Buffer
  readonly width?: number
  readonly height?: number
  /** Bytes of picture. */
  readonly size?: number
}

/** EXIF as a phone writes it: a directory with the maker, which way is up and a pointer to GPS, then the words. */
export function exif({ up = 1, place = '', order = 'MM' }: Told): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 3 * 12 + 4)
  const short = (value: number, at: number) =>
    order === 'MM' ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at)
  const long = (value: number, at: number) =>
    order === 'MM' ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at)
  tiff.write(order, 0, 'latin1')
  short(42, 2)
  long(8, 4)
  short(3, 8)
  const entry = (n: number, tag: number, type: number, count: number, value: () => void) => {
    short(tag, 10 + n * 12)
    short(type, 12 + n * 12)
    long(count, 14 + n * 12)
    value()
  }
  entry(0, 0x010f, 2, place.length, () => long(tiff.length, 18))
  entry(1, 0x0112, 3, 1, () => short(up, 30))
  entry(2, 0x8825, 4, 1, () => long(tiff.length, 42))
  return Buffer.concat([ascii('Exif\0\0'), tiff, ascii(place)])
}

export function jpeg(told: Told = {}): Buffer {
  const { width = 1600, height = 1200, size = 200 } = told
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  const scan = Buffer.alloc(size, 0x5a)
  // a stuffed byte and a restart marker are picture, not the end of it
  scan.set([0xff, 0x00, 0x11, 0xff, 0xd3], 20)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, ascii('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...(told.up !== undefined || told.place !== undefined ? [segment(0xe1, exif(told))] : []),
    ...(told.place === undefined ? [] : [segment(0xe1, ascii(`http://ns.adobe.com/xap/1.0/\0<x>${told.place}</x>`))]),
    ...(told.place === undefined ? [] : [segment(0xed, ascii(`Photoshop 3.0\0${told.place}`))]),
    ...(told.comment === undefined ? [] : [segment(0xfe, ascii(told.comment))]),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, frame),
    segment(0xc4, Buffer.alloc(28, 1)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    scan,
    Buffer.from([0xff, 0xd9]),
    told.behind ?? Buffer.alloc(0),
  ])
}

const chunk = (type: string, body: Buffer): Buffer => {
  const whole = Buffer.alloc(body.length + 12)
  whole.writeUInt32BE(body.length, 0)
  whole.write(type, 4, 'latin1')
  body.copy(whole, 8)
  return whole
}

export function png({ place, width = 300, height = 200, behind = Buffer.alloc(0) }: Told = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(place === undefined ? [] : [chunk('eXIf', ascii(place)), chunk('tEXt', ascii(`Comment\0${place}`))]),
    chunk('IDAT', Buffer.alloc(60, 7)),
    chunk('IEND', Buffer.alloc(0)),
    behind,
  ])
}

const riff = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

export function webp({ place, behind = Buffer.alloc(0) }: Told = {}): Buffer {
  const extended = Buffer.alloc(10)
  extended[0] = place === undefined ? 0 : 0x0c
  extended.writeUIntLE(299, 4, 3)
  extended.writeUIntLE(199, 7, 3)
  const chunks = Buffer.concat([
    ascii('WEBP'),
    riff('VP8X', extended),
    riff('VP8 ', Buffer.alloc(81, 3)),
    ...(place === undefined ? [] : [riff('EXIF', ascii(place)), riff('XMP ', ascii(place))]),
  ])
  return Buffer.concat([riff('RIFF', chunks), behind])
}
