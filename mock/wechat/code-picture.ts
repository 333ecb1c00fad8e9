import { deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/**
 * A PNG of a QR code that says `text`: what stands where WeChat draws its round code.
 * @param width wished width in pixels; the picture is the largest whole multiple of the modules that fits, padded to it.
 */
export function codePicture(text: string, width: number): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const scale = Math.floor(width / size)
  const margin = Math.floor((width - scale * size) / 2)
  const dark = (x: number, y: number): boolean =>
    data[Math.floor((y - margin) / scale)]?.[Math.floor((x - margin) / scale)] ?? false
  // one byte of filter (none) before each row, then one byte of grey per pixel
  const pixels = Buffer.alloc((width + 1) * width, 255)
  for (let y = 0; y < width; y++) {
    pixels[y * (width + 1)] = 0
    for (let x = 0; x < width; x++) if (dark(x, y)) pixels[y * (width + 1) + 1 + x] = 0
  }
  return png(width, width, pixels)
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** An 8-bit grey PNG of scan lines that carry their filter byte. */
function png(width: number, height: number, scanLines: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(scanLines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc(named))
  return Buffer.concat([length, named, sum])
}

// zlib's own crc32 came with Node 20.15.
const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
