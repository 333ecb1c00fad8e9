import { describe, expect, it } from 'vitest'
import { forgetUnusedPhotos, photoUrl, usePhotos } from '../../../server/photo/photo.service'
import { isRefusal } from '../../../src/contract/errors'
import { fill, paths } from '../../../src/contract/paths'
import { DAY, plus } from '../../../src/domain/time'
import { aKey, keys, NOON, testApp } from '../../support/app'
import { aResident, aStore, type Resident } from '../../support/factories'
import { anOrderRow } from '../../support/factories-mall'
import { jpeg, png, webp } from '../../support/pictures'

const { app, as, db, clock } = await testApp()
const store = await aStore(db)

const send = (who: Resident, bytes: Buffer, key?: string) =>
  as(who).post(paths.photos, { base64: bytes.toString('base64') }, key)
const sent = async (who: Resident): Promise<string> => (await send(who, jpeg())).body.photoId
const count = async (who: Resident): Promise<number> =>
  (await db.selectFrom('photo').select('id').where('owner_id', '=', who.id).execute()).length
const MB = 1024 * 1024

describe('sending a photograph', () => {
  it.each([
    ['image/jpeg', jpeg({ up: 6, place: 'GPS 26.8566N', comment: 'GPS' })],
    ['image/png', png({ place: 'GPS 26.8566N' })],
    ['image/webp', webp({ place: 'GPS 26.8566N' })],
  ])('%s: it is shown by the address that the answer gives, bare of where it was taken', async (type, bytes) => {
    const heard = await send(await aResident(db), bytes)
    expect([heard.status, heard.body.url]).toEqual([200, photoUrl(keys, heard.body.photoId)])
    const shown = await app.inject({ url: heard.body.url })
    expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, type])
    expect(shown.rawPayload.toString('latin1')).not.toContain('GPS')
    expect(shown.headers).toMatchObject({
      'cache-control': 'public, max-age=3600, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    })
    const stored = await db
      .selectFrom('photo')
      .select(['bytes', 'used_for'])
      .where('id', '=', heard.body.photoId)
      .executeTakeFirstOrThrow()
    expect([stored.bytes.includes('GPS'), stored.used_for]).toEqual([false, null])
  })

  it('takes 1 MB to the byte, and no byte more', async () => {
    const wang = await aResident(db)
    const around = jpeg({ size: 200 }).length - 200
    expect((await send(wang, jpeg({ size: MB - around }))).status).toBe(200)
    const larger = await send(wang, jpeg({ size: MB - around + 1 }))
    expect([larger.status, larger.body.error.code]).toEqual([413, 'PHOTO_TOO_LARGE'])
    const huge = await send(wang, jpeg({ size: 2 * MB }))
    expect([huge.status, huge.body.error.code]).toEqual([413, 'BODY_TOO_LARGE'])
    expect(await count(wang)).toBe(1)
  })

  it('only this route takes bodies beyond 64 KB', async () => {
    const heard = await as(await aResident(db)).post(paths.inboxRead, { messageIds: ['x'.repeat(70_000)] })
    expect([heard.status, heard.body.error.code]).toEqual([413, 'BODY_TOO_LARGE'])
  })

  it.each([
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.padEnd(120))],
    ['a JPEG that broke off', jpeg().subarray(0, 200)],
  ])('%s is no photograph', async (_what, bytes) => {
    const wang = await aResident(db)
    const heard = await send(wang, bytes)
    expect([heard.status, heard.body.error.code, await count(wang)]).toEqual([422, 'PHOTO_INVALID', 0])
  })

  it('the same key is the same photograph', async () => {
    const wang = await aResident(db)
    const key = aKey()
    const [one, two] = await Promise.all([send(wang, jpeg(), key), send(wang, jpeg(), key)])
    expect([two.body, await count(wang)]).toEqual([one.body, 1])
    expect((await send(wang, png(), key)).body.error.code).toBe('KEY_REUSED')
  })

  it('30 that show nothing yet are enough for a day, also when all come at once', async () => {
    const wang = await aResident(db)
    const heard = await Promise.all(Array.from({ length: 40 }, () => send(wang, png())))
    const codes = heard.map(({ body }) => body.error?.code ?? 'ok')
    expect([codes.filter((code) => code === 'ok').length, await count(wang)]).toEqual([30, 30])
    expect(new Set(codes)).toEqual(new Set(['ok', 'PHOTOS_FULL']))
    expect((await send(await aResident(db), png())).status).toBe(200)
    // what is used makes room, and so does the next day
    const { id: orderId } = await anOrderRow(db, store.id, { resident_id: wang.id })
    const used = heard.find(({ status }) => status === 200)!.body.photoId
    await db.transaction().execute((tx) => usePhotos(tx, { ids: [used], ownerId: wang.id, orderId, for: 'review' }))
    expect([(await send(wang, png())).status, (await send(wang, png())).status]).toEqual([200, 409])
    clock.set(plus(NOON, DAY))
    expect((await send(wang, png())).status).toBe(200)
    clock.set(NOON)
  })

  it('nobody in particular sends none', async () => {
    expect((await as().post(paths.photos, { base64: jpeg().toString('base64') })).body.error.code).toBe('NOT_SIGNED_IN')
  })
})

describe('the address of a photograph', () => {
  it('opens with our signature over this one only', async () => {
    const [one, two] = [await sent(await aResident(db)), await sent(await aResident(db))]
    const [address, other] = [photoUrl(keys, one), photoUrl(keys, two)]
    const signature = other.split('?s=')[1]
    for (const url of [
      fill(paths.photo, { photoId: one }),
      `${fill(paths.photo, { photoId: one })}?s=${signature}`,
      `${fill(paths.photo, { photoId: one })}?s=`,
      address.slice(0, -1),
      address.replace(one, 'not-a-photo'),
      `${address}&s=${signature}`,
    ]) {
      const heard = await as().get(url)
      expect([url, heard.status, heard.body.error.code]).toEqual([url, 404, 'PHOTO_NOT_FOUND'])
      expect(heard.headers['cache-control']).toBe('no-store')
    }
    expect((await as().get(address)).status).toBe(200)
  })
})

describe('using photographs', () => {
  const use = (ids: string[], owner: Resident, orderId: string) =>
    db
      .transaction()
      .execute(
        async (tx) => (await usePhotos(tx, { ids, ownerId: owner.id, orderId, for: 'refund' }))?.refused ?? 'used',
      )

  it('one’s own that show nothing yet, all of them or none', async () => {
    const [wang, zhao] = [await aResident(db), await aResident(db)]
    const { id: orderId } = await anOrderRow(db, store.id, { resident_id: wang.id })
    const [mine, another, theirs] = [await sent(wang), await sent(wang), await sent(zhao)]
    expect(await use([], wang, orderId)).toBe('used')
    expect(await use([mine], wang, orderId)).toBe('used')
    for (const ids of [[mine], [theirs], [crypto.randomUUID()], [another, another]])
      expect(await use(ids, wang, orderId)).toBe('PHOTO_NOT_FOUND')
  })

  it('the same photograph used ten times at once shows one thing', async () => {
    const wang = await aResident(db)
    const photoId = await sent(wang)
    const orders = await Promise.all(
      Array.from({ length: 10 }, async () => (await anOrderRow(db, store.id, { resident_id: wang.id })).id),
    )
    const heard = await Promise.all(orders.map((orderId) => use([photoId], wang, orderId)))
    expect(heard.filter((word) => word === 'used')).toHaveLength(1)
    expect(isRefusal({ refused: heard.find((word) => word !== 'used') })).toBe(true)
  })
})

describe('the night', () => {
  it('takes away what showed nothing for a day, and nothing else', async () => {
    const wang = await aResident(db)
    const { id: orderId } = await anOrderRow(db, store.id, { resident_id: wang.id })
    const [used, unused] = [await sent(wang), await sent(wang)]
    await db.transaction().execute((tx) => usePhotos(tx, { ids: [used], ownerId: wang.id, orderId, for: 'proof' }))
    clock.set(plus(NOON, 1))
    const younger = await sent(wang)
    clock.set(NOON)
    expect(await forgetUnusedPhotos(db, plus(NOON, DAY))).toBe(0)
    await forgetUnusedPhotos(db, plus(NOON, DAY + 1))
    const left = await db.selectFrom('photo').select('id').where('owner_id', '=', wang.id).execute()
    expect(left.map(({ id }) => id).sort()).toEqual([used, younger].sort())
    expect((await as().get(photoUrl(keys, unused))).body.error.code).toBe('PHOTO_NOT_FOUND')
  })
})
