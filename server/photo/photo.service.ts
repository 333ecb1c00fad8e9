import { v7 as uuid } from 'uuid'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { PhotoAnswer } from '../../src/contract/order'
import { fill, paths } from '../../src/contract/paths'
import { DAY, type Instant, plus } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import { type Keys, uuidBytes } from '../keys'
import * as photos from './photo.repository'
import { type Picture, readPicture } from './picture'

/** As the table's check has it. */
const MOST_BYTES = 1024 * 1024
/** Photographs of one person that show nothing yet, and how long each may wait for what it shows. */
const MOST_UNUSED = 30
const UNUSED_KEPT = DAY

/** What was sent, as it may be kept: PHOTO_INVALID, PHOTO_TOO_LARGE. */
export function readSent(base64: string): Picture | Refusal {
  if (base64.length % 4 !== 0) return refuse('PHOTO_INVALID')
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > MOST_BYTES) return refuse('PHOTO_TOO_LARGE')
  const picture = readPicture(bytes)
  if (!picture) return refuse('PHOTO_INVALID')
  // which way is up may have taken more bytes than was thrown away
  return picture.bytes.length > MOST_BYTES ? refuse('PHOTO_TOO_LARGE') : picture
}

/** Keeps a photograph that shows nothing yet: for a day, so many a person (PHOTOS_FULL). */
export async function keepPhoto(
  tx: Tx,
  keys: Keys,
  ask: { ownerId: string; picture: Picture; now: Instant },
): Promise<PhotoAnswer | Refusal> {
  const { ownerId, picture, now } = ask
  const id = uuid({ msecs: now })
  const since = plus(now, -UNUSED_KEPT)
  if (!(await photos.insert(tx, { ...picture, id, ownerId, since, most: MOST_UNUSED }, now)))
    return refuse('PHOTOS_FULL', { most: MOST_UNUSED })
  return { photoId: id, url: photoUrl(keys, id) }
}

/** Where a photograph is shown: whoever was given this address may look, nobody can guess another. */
export const photoUrl = (keys: Keys, id: string): string =>
  `${fill(paths.photo, { photoId: id })}?s=${keys.sign('photo', uuidBytes(id)).toString('base64url')}`

/** The photograph of an address that we gave out; `null` for any other, and for one that is gone. */
export async function photoOf(db: Db, keys: Keys, ask: { id: string; signature: string }): Promise<Picture | null> {
  const signed = keys.verify('photo', uuidBytes(ask.id), Buffer.from(ask.signature, 'base64url'))
  return signed ? photos.find(db, ask.id) : null
}

/** Makes one's own photographs that show nothing yet those of an order; PHOTO_NOT_FOUND unless all of them are. */
export async function usePhotos(
  tx: Tx,
  ask: { ids: readonly string[]; ownerId: string; orderId: string; for: photos.Use },
): Promise<null | Refusal> {
  if (ask.ids.length === 0) return null
  const used = await photos.use(tx, ask)
  return used === ask.ids.length ? null : refuse('PHOTO_NOT_FOUND')
}

const FORGOTTEN_AT_ONCE = 500

/** Deletes photographs that never came to show anything. @returns how many */
export async function forgetUnusedPhotos(db: Db, now: Instant): Promise<number> {
  for (let forgotten = 0; ; ) {
    const some = await photos.deleteUnused(db, plus(now, -UNUSED_KEPT), FORGOTTEN_AT_ONCE)
    forgotten += some
    if (some < FORGOTTEN_AT_ONCE) return forgotten
  }
}
