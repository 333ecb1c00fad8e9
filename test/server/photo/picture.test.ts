import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orientationOf } from '../../../server/photo/exif'
import { readPicture } from '../../../server/photo/picture'
import { exif, jpeg, png, webp } from '../../support/pictures'

const HOME = 'GPS 26.8566N 104.2786E Weining'
const bare = (bytes: Buffer): Buffer => readPicture(bytes)!.bytes
const text = (bytes: Buffer): string => bytes.toString('latin1')

describe('a photograph', () => {
  it.each([
    ['image/jpeg', jpeg()],
    ['image/png', png()],
    ['image/webp', webp()],
  ])('%s is known by its bytes and kept as it is when it tells nothing', (type, bytes) => {
    expect(readPicture(bytes)).toEqual({ type, bytes })
  })

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(200))],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'.padEnd(200))],
    ['a GIF', Buffer.from(`GIF89a${'x'.repeat(200)}`)],
    ['the beginning of a JPEG', jpeg().subarray(0, 150)],
    ['a JPEG without its end', jpeg().subarray(0, -2)],
    ['a JPEG that is nothing but a frame', Buffer.concat([jpeg().subarray(0, 2), Buffer.from([0xff, 0xd9])])],
    [
      'a JPEG with a page behind its first bytes',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<html>')]),
    ],
    ['the beginning of a PNG', png().subarray(0, 60)],
    ['a WebP that says it is longer', webp().subarray(0, -10)],
    ['a JPEG of no width', jpeg({ width: 0 })],
    ['a small file that unfolds to 4 gigapixels', jpeg({ width: 65_535, height: 65_535 })],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_what, bytes) => {
    expect(readPicture(bytes)).toBeNull()
  })

  it('whatever bytes come, it is judged and nothing breaks; what is kept is kept again as it is', () => {
    const damaged = fc.tuple(
      fc.constantFrom(jpeg({ up: 6, place: HOME }), png({ place: HOME }), webp({ place: HOME })),
      fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { maxLength: 6 }),
      fc.nat(900),
    )
    fc.assert(
      fc.property(damaged, ([whole, changes, end]) => {
        const bytes = Buffer.from(whole.subarray(0, Math.max(8, end)))
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        const picture = readPicture(bytes)
        if (picture) expect(readPicture(picture.bytes)).toEqual(picture)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('what a photograph tells of people', () => {
  it.each([
    ['a JPEG', jpeg({ place: HOME, comment: HOME, behind: Buffer.from(`second picture ${HOME}`) })],
    ['a PNG', png({ place: HOME, behind: Buffer.from(HOME) })],
    ['a WebP', webp({ place: HOME, behind: Buffer.from(HOME) })],
  ])('%s is kept without where it was taken, and is whole still', (_what, bytes) => {
    expect(text(bytes)).toContain(HOME)
    const kept = bare(bytes)
    expect(text(kept)).not.toContain('GPS')
    expect(text(kept)).not.toContain('Exif')
    expect(readPicture(kept)?.bytes).toEqual(kept)
  })

  it('a WebP without EXIF does not promise any', () => {
    expect(bare(webp({ place: HOME }))).toEqual(webp())
  })

  it.each([
    ['MM', 6],
    ['II', 8],
    ['II', 3],
  ] as const)('which way is up stays, and nothing else of its EXIF (%s, %d)', (order, up) => {
    const kept = bare(jpeg({ place: HOME, order, up }))
    expect(text(kept)).not.toContain('GPS')
    const at = kept.indexOf('Exif')
    expect(orientationOf(kept.subarray(at))).toBe(up)
    expect(kept.length - jpeg().length).toBe(36)
  })

  it('EXIF that is broken says nothing', () => {
    for (let end = 0; end < 60; end++)
      expect([null, 6]).toContain(orientationOf(exif({ up: 6, place: HOME }).subarray(0, end)))
    expect(orientationOf(exif({ up: 9 }))).toBeNull()
    expect(bare(jpeg({ up: 1, place: HOME }))).toEqual(jpeg())
  })
})
