import { createHmac, randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { type Instant, MINUTE, plus, SECOND } from '../../../src/domain/time'
import { forgetNonces } from '../../../server/till/key.service'
import { aKey, type Heard, testApp } from '../../support/app'
import { aStaffMember } from '../../support/factories'
import { aZone, DOOR, FAR_DOOR } from '../../support/factories-door'
import { received, someGoods } from '../../support/factories-mall'
import { packer, said, tally } from '../../support/packing'
import { anOpenStore, disagreements, pickupSlot } from '../../support/shopping'
import { type Letter, sendSigned, signedHeaders, type TillKey } from '../../support/till'

const test = await testApp()
const { app, db, as, clock, maps } = test
const store = await anOpenStore(db, { name: '威宁广场店' })
const elsewhere = await anOpenStore(db, { name: '草海店' })
const zone = await aZone(db, store.id)
await aZone(db, elsewhere.id, { half: 0.001 })
const owner = await aStaffMember(db, store.id, 'owner')
const clerk = await aStaffMember(db, store.id, 'clerk', '小李')
maps.places.set('阳光花园', DOOR)
maps.places.set('六桥村', FAR_DOOR)

const tomato = await someGoods(db, store.id, { name: '西红柿', price_fen: 550, barcode: '6901234567892' })
await someGoods(db, elsewhere.id, { id: tomato.id, price_fen: 600 })
const bass = await someGoods(db, store.id, {
  name: '鲈鱼',
  unit: '条',
  sold_by: 'weight',
  unit_grams: 700,
  price_fen: 2600,
})

const keysUrl = fill(paths.staffTillKeys, { storeId: store.id })
const newKey = async (name: string, source: 'till' | 'platform' = 'till'): Promise<TillKey> =>
  (await as(owner).post(keysUrl, { name, source })).body
const till = await newKey('1 号台')
const platform = await newKey('美团', 'platform')

const receipt = (over: object = {}) => ({
  storeId: store.id,
  ref: `R-${aKey().slice(0, 12)}`,
  fulfilment: 'pickup',
  slotOpensAt: null,
  contact: { name: '王女士', phone: '13800008000' },
  remark: '',
  lines: [{ goodsId: tomato.id, quantity: 2, paid: 1000 }],
  ...over,
})
const sends = (body: object, by: TillKey = till, over: Partial<Letter> = {}): Promise<Heard> =>
  sendSigned(app, by, { path: paths.tillOrders, body: JSON.stringify(body), at: clock.now(), ...over })
const orderRow = (id: string) => db.selectFrom('shop_order').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const orders = async () =>
  (
    await db
      .selectFrom('shop_order')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
const stockOf = (goodsId: string, storeId = store.id) =>
  db
    .selectFrom('store_goods')
    .select(['available', 'held'])
    .where('goods_id', '=', goodsId)
    .where('store_id', '=', storeId)
    .executeTakeFirstOrThrow()

afterEach(async () => expect(await disagreements(db)).toEqual([]))

describe('keys', () => {
  it('are made by who runs the store; the secret is shown once and kept nowhere', async () => {
    const key = aKey()
    clock.advance(SECOND)
    const made = await as(owner).post(keysUrl, { name: ' 2 号台 ', source: 'till' }, key)
    expect(made.body).toEqual({ keyId: expect.any(String), secret: expect.stringMatching(/^[\w-]{43}$/) })
    expect((await as(owner).post(keysUrl, { name: ' 2 号台 ', source: 'till' }, key)).body).toEqual(made.body)
    const list = await as(owner).get(keysUrl)
    expect(list.body.keys[0]).toMatchObject({ name: '2 号台', source: 'till', revokedAt: null })
    expect(JSON.stringify(list.body)).not.toContain(made.body.secret)
    const kept = await db
      .selectFrom('idempotency_key')
      .select('outcome')
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(kept)).not.toContain(made.body.secret)
    expect(said(await as(clerk).post(keysUrl, { name: '3 号台', source: 'till' }))).toBe('NOT_ALLOWED')
    expect(said(await as(owner).post(keysUrl, { name: ' ', source: 'till' }))).toBe('INPUT_INVALID')
  })

  it('are ended at once, by their own store', async () => {
    const key = await newKey('旧台')
    expect((await sends(receipt(), key)).status).toBe(200)
    const end = (storeId: string) => fill(paths.staffRevokeTillKey, { storeId, keyId: key.keyId })
    const stranger = await aStaffMember(db, elsewhere.id, 'owner')
    expect(said(await as(stranger).post(end(elsewhere.id)))).toBe('TILL_KEY_NOT_FOUND')
    expect(said(await as(owner).post(end(store.id)))).toBe('ok')
    expect(said(await as(owner).post(end(store.id)))).toBe('TILL_KEY_NOT_FOUND')
    expect(said(await sends(receipt(), key))).toBe('TILL_REFUSED')
    const log = await db
      .selectFrom('audit_log')
      .select('action')
      .where('subject', '=', key.keyId)
      .orderBy('id')
      .execute()
    expect(log.map(({ action }) => action)).toEqual(['till-key.made', 'till-key.revoked'])
  })
})

describe('the signature', () => {
  it('is what the documentation says', async () => {
    const body = JSON.stringify(receipt())
    const at = String(Math.floor(clock.now() / 1000))
    const nonce = aKey()
    const signature = createHmac('sha256', Buffer.from(till.secret, 'base64url'))
      .update(`POST\n/v1/till/orders\n${at}\n${nonce}\n${body}\n`)
      .digest('hex')
    const heard = await app.inject({
      method: 'POST',
      url: '/v1/till/orders',
      headers: {
        'content-type': 'application/json',
        'x-till-key': till.keyId,
        'x-till-timestamp': at,
        'x-till-nonce': nonce,
        'x-till-signature': signature,
      },
      payload: body,
    })
    expect([heard.statusCode, heard.json().storeId]).toEqual([200, store.id])
  })

  it('KF-12: everything that is wrong with it has one answer, and nothing happened', async () => {
    const body = JSON.stringify(receipt())
    const letter = { path: paths.tillOrders, body, at: clock.now() }
    const good = () => signedHeaders(till, letter)
    const wrong: Record<string, { headers: Record<string, string>; body?: string; url?: string }> = {
      'no headers': { headers: { 'content-type': 'application/json' } },
      'another body': { headers: good(), body: body.replace('"paid":1000', '"paid":1') },
      'a space more': { headers: good(), body: `${body} ` },
      'another path': { headers: good(), url: `${paths.tillOrders}?a=1` },
      'another secret': { headers: signedHeaders({ ...till, secret: platform.secret }, letter) },
      'another key': { headers: { ...good(), 'x-till-key': platform.keyId } },
      'a key that is not there': { headers: signedHeaders({ ...till, keyId: randomUUID() }, letter) },
      'another nonce': { headers: { ...good(), 'x-till-nonce': aKey() } },
      'a later time': { headers: { ...good(), 'x-till-timestamp': String(clock.now() / 1000 + 60) } },
      'no key at all': { headers: { ...good(), 'x-till-key': 'till' } },
      'upper case': { headers: { ...good(), 'x-till-signature': good()['x-till-signature']!.toUpperCase() } },
      'an empty one': { headers: { ...good(), 'x-till-signature': '' } },
      'too long a body': {
        headers: signedHeaders(till, { ...letter, body: 'x'.repeat(70_000) }),
        body: 'x'.repeat(70_000),
      },
      'a session instead': { headers: { 'content-type': 'application/json', authorization: `Bearer ${owner.token}` } },
    }
    const before = await orders()
    const answers = new Set<string>()
    for (const [what, { headers, body: sent = body, url = paths.tillOrders }] of Object.entries(wrong)) {
      const heard = await app.inject({ method: 'POST', url, headers, payload: sent })
      const { requestId, ...error } = heard.json().error
      expect([what, heard.statusCode, error.code]).toEqual([what, 401, 'TILL_REFUSED'])
      expect(requestId).toBeDefined()
      answers.add(JSON.stringify(error))
    }
    expect(answers.size).toBe(1)
    expect(await orders()).toBe(before)
  })

  it('is good for five minutes either way by our clock', async () => {
    const at = (ms: number) => sends(receipt(), till, { at: plus(clock.now(), ms) })
    expect(said(await at(-5 * MINUTE))).toBe('ok')
    expect(said(await at(5 * MINUTE))).toBe('ok')
    expect(said(await at(-5 * MINUTE - SECOND))).toBe('TILL_REFUSED')
    expect(said(await at(5 * MINUTE + SECOND))).toBe('TILL_REFUSED')
  })

  it('a nonce is taken once, also twenty times at once; another key may have the same', async () => {
    const nonce = aKey()
    const body = receipt()
    const heard = await Promise.all(Array.from({ length: 20 }, () => sends(body, till, { nonce })))
    expect(tally(heard)).toEqual({ ok: 1, TILL_REFUSED: 19 })
    expect(said(await sends(receipt(), platform, { nonce }))).toBe('ok')
  })

  it('nonces are kept longer than their time is good, and then forgotten', async () => {
    await forgetNonces(db, plus(clock.now(), 100 * MINUTE))
    await sends(receipt())
    expect(await forgetNonces(db, plus(clock.now(), 20 * MINUTE))).toBe(0)
    expect(await forgetNonces(db, plus(clock.now(), 20 * MINUTE + SECOND))).toBe(1)
  })

  it('is judged before what is asked', async () => {
    expect(said(await sendSigned(app, till, { path: paths.tillOrders, body: '{"', at: clock.now() }))).toBe(
      'INPUT_INVALID',
    )
    expect(said(await sends({ nonsense: 1 }))).toBe('INPUT_INVALID')
    const heard = await app.inject({
      method: 'POST',
      url: paths.tillOrders,
      payload: '{"',
      headers: { 'content-type': 'application/json' },
    })
    expect(heard.json().error.code).toBe('TILL_REFUSED')
  })
})

describe('an order that was paid at a till', () => {
  it('holds its goods and is on the picking board as any other', async () => {
    const before = await stockOf(tomato.id)
    const lines = [
      { barcode: '6901234567892', quantity: 2, paid: 1000 },
      { goodsId: bass.id, quantity: 1, paid: 3640 },
    ]
    const { body } = await sends(receipt({ lines, remark: ' 小番茄不要 ' }))
    expect(body).toEqual({ orderId: expect.any(String), number: expect.stringMatching(/^\d{18}$/), storeId: store.id })
    expect(await stockOf(tomato.id)).toEqual({ available: before.available - 2, held: before.held + 2 })
    expect(await orderRow(body.orderId)).toMatchObject({
      state: 'paid',
      source: 'till',
      resident_id: null,
      goods_fen: 1100 + 3640,
      saved_fen: 100,
      total_fen: 4640,
      remark: '小番茄不要',
    })
    const packs = packer(test, clerk, store)
    expect(said(await packs.starts(body.orderId))).toBe('ok')
    const seen = (await packs.sees(body.orderId)).body
    expect(seen).toMatchObject({ customer: '王** · 尾号 8000', source: 'till', total: 4640 })
    await packs.picks(body.orderId, '西红柿', 1)
    await packs.picks(body.orderId, '鲈鱼', 1, 500)
    expect(said(await packs.ready(body.orderId))).toBe('ok')
    // What was paid elsewhere goes back elsewhere.
    expect(await db.selectFrom('refund').selectAll().where('order_id', '=', body.orderId).execute()).toEqual([])
    expect(await orderRow(body.orderId)).toMatchObject({ state: 'ready', refunded_fen: 0 })
  })

  it('refused by the store lets its goods go and owes nothing from us', async () => {
    const before = await stockOf(tomato.id)
    const { orderId } = (await sends(receipt())).body
    const boss = packer(test, owner, store)
    expect(said(await boss.refuses(orderId))).toBe('ok')
    expect(await stockOf(tomato.id)).toEqual(before)
    expect(await orderRow(orderId)).toMatchObject({ state: 'cancelled', refunded_fen: 0 })
  })

  it('may have cost more there than here', async () => {
    const { orderId } = (await sends(receipt({ lines: [{ goodsId: tomato.id, quantity: 1, paid: 700 }] }))).body
    expect(await orderRow(orderId)).toMatchObject({ goods_fen: 700, saved_fen: 0, total_fen: 700 })
  })

  it('short of goods changes nothing, and may be sent again when they are there', async () => {
    const few = await someGoods(db, store.id, { name: '黄瓜', unit: '根', stock: 1 })
    const body = receipt({
      lines: [
        { goodsId: few.id, quantity: 2, paid: 600 },
        { goodsId: tomato.id, quantity: 1, paid: 550 },
      ],
    })
    const before = [await orders(), await stockOf(tomato.id)]
    const heard = await sends(body)
    expect([said(heard), heard.body.error.message]).toEqual(['GOODS_SHORT', '库存不够了：黄瓜只剩 1 根'])
    expect([await orders(), await stockOf(tomato.id)]).toEqual(before)
    await received(db, store.id, few.id, 5)
    expect(said(await sends(body))).toBe('ok')
  })

  it('takes a place in its slot when it names one', async () => {
    const slotOpensAt = pickupSlot(clock.now())
    const { orderId } = (await sends(receipt({ slotOpensAt }))).body
    expect((await orderRow(orderId)).slot_opens_at!.getTime()).toBe(slotOpensAt)
    expect(said(await sends(receipt({ slotOpensAt: plus(slotOpensAt as Instant, MINUTE) })))).toBe('SLOT_CLOSED')
  })

  it.each([
    ['goods that nobody has', { lines: [{ goodsId: randomUUID(), quantity: 1, paid: 1 }] }, 'GOODS_NOT_FOUND'],
    ['a barcode that nobody knows', { lines: [{ barcode: '69000000', quantity: 1, paid: 1 }] }, 'GOODS_NOT_FOUND'],
    ['a line without goods', { lines: [{ quantity: 1, paid: 1 }] }, 'INPUT_INVALID'],
    [
      'a line that names them twice',
      { lines: [{ goodsId: tomato.id, barcode: '6901234567892', quantity: 1, paid: 1 }] },
      'INPUT_INVALID',
    ],
    ['nobody to hand it to', { contact: { name: ' ', phone: '' } }, 'INPUT_INVALID'],
    [
      'a delivery without a phone',
      { fulfilment: 'delivery', address: '阳光花园 3 栋', contact: { name: '王', phone: '' } },
      'INPUT_INVALID',
    ],
    ['a delivery to nowhere', { fulfilment: 'delivery' }, 'INPUT_INVALID'],
  ])('%s is refused', async (_, over, code) => {
    const before = await orders()
    expect(said(await sends(receipt(over)))).toBe(code)
    expect(await orders()).toBe(before)
  })
})

describe('KF-44: one receipt is one order', () => {
  it('sent again it is answered the same', async () => {
    const body = receipt()
    const first = await sends(body)
    clock.advance(SECOND)
    expect((await sends(body)).body).toEqual(first.body)
  })

  it('sent twenty times at once it is one order, and its goods are held once', async () => {
    const before = [await orders(), (await stockOf(tomato.id)).available] as const
    const body = receipt()
    const heard = await Promise.all(Array.from({ length: 20 }, () => sends(body)))
    expect(tally(heard)).toEqual({ ok: 20 })
    expect(new Set(heard.map((one) => JSON.stringify(one.body))).size).toBe(1)
    expect([await orders(), (await stockOf(tomato.id)).available]).toEqual([before[0] + 1, before[1] - 2])
  })

  it('its number for something else is refused', async () => {
    const body = receipt()
    await sends(body)
    expect(said(await sends({ ...body, remark: '另一单' }))).toBe('KEY_REUSED')
  })

  it('two tills may each have a receipt 0001; a new key under the old name goes on with the old receipts', async () => {
    const body = receipt({ ref: '0001' })
    const first = await sends(body)
    expect((await sends(body, await newKey('9 号台'))).body.orderId).not.toBe(first.body.orderId)
    expect((await sends(body, await newKey('1 号台'))).body).toEqual(first.body)
  })
})

describe('the right store', () => {
  it('a till enters for its own store only, and does not learn of others', async () => {
    expect(said(await sends(receipt({ storeId: elsewhere.id })))).toBe('TILL_REFUSED')
    expect(said(await sends(receipt({ storeId: 'nowhere' })))).toBe('TILL_REFUSED')
  })

  it('a platform enters for every store that there is', async () => {
    const before = await stockOf(tomato.id, elsewhere.id)
    const heard = await sends(receipt({ storeId: elsewhere.id }), platform)
    expect(heard.body.storeId).toBe(elsewhere.id)
    expect((await stockOf(tomato.id, elsewhere.id)).held).toBe(before.held + 2)
    expect(said(await sends(receipt({ storeId: 'nowhere' }), platform))).toBe('STORE_NOT_FOUND')
  })

  it('KF-30: a delivery goes where that store delivers, and its courier finds it', async () => {
    const home = { fulfilment: 'delivery', address: '阳光花园 3 栋 2 单元 501' }
    const { orderId } = (await sends(receipt(home), platform)).body
    expect(await orderRow(orderId)).toMatchObject({
      fulfilment: 'delivery',
      address: '阳光花园 3 栋 2 单元 501',
      address_lat: DOOR.lat,
      address_lng: DOOR.lng,
      zone_id: zone.id,
    })
    expect(said(await sends(receipt({ ...home, address: '六桥村 8 号' }), platform))).toBe('DELIVERY_OUTSIDE')
    expect(said(await sends(receipt({ ...home, address: '不知道哪里 1 号' }), platform))).toBe('ADDRESS_NOT_UNDERSTOOD')
    maps.answers.down = true
    expect(said(await sends(receipt(home), platform))).toBe('MAPS_UNAVAILABLE')
    maps.answers.down = false
    expect(said(await sends(receipt(home), platform))).toBe('ok')
  })
})
