import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aKey, NOON, testApp } from '../../support/app'
import { aResident, aStaffMember, aStore } from '../../support/factories'

const { as, db } = await testApp()

const aMessage = (residentId: string, over: { readAt?: Date } = {}) =>
  db
    .insertInto('inbox_message')
    .values({
      id: randomUUID(),
      resident_id: residentId,
      kind: 'coupon-ending',
      title: '快到期了',
      body: '满 99 减 20 明天到期',
      at: new Date(NOON),
      once: randomUUID(),
      ...(over.readAt && { read_at: over.readAt }),
    })
    .execute()

describe('me', () => {
  it('is a share code, since when, settings, and what is unread', async () => {
    const wang = await aResident(db)
    await aMessage(wang.id)
    await aMessage(wang.id)
    await aMessage(wang.id, { readAt: new Date(NOON) })
    await aMessage((await aResident(db)).id)
    const heard = await as(wang).get('/v1/me')
    expect(heard.body).toEqual({
      shareCode: wang.shareCode,
      since: NOON,
      remindBeforeEnd: true,
      recommend: true,
      unread: 2,
      staff: null,
    })
    expect(heard.headers['cache-control']).toBe('no-store')
  })

  it('counts at most 99 unread', async () => {
    const wang = await aResident(db)
    for (let i = 0; i < 101; i++) await aMessage(wang.id)
    expect((await as(wang).get('/v1/me')).body.unread).toBe(99)
  })

  it('is refused to nobody', async () => {
    expect((await as().get('/v1/me')).body.error.code).toBe('NOT_SIGNED_IN')
  })

  it('names the stores one works in, and stops at once when the grant is revoked', async () => {
    const [square, lake] = [await aStore(db, { name: '广场店' }), await aStore(db, { name: '草海店' })]
    const li = await aStaffMember(db, square.id, 'manager', '小李')
    await db
      .insertInto('staff_grant')
      .values({
        id: randomUUID(),
        staff_id: li.staffId,
        store_id: lake.id,
        role: 'clerk',
        granted_at: new Date(NOON + 1),
      })
      .execute()
    expect((await as(li).get('/v1/me')).body.staff).toEqual({
      name: '小李',
      grants: [
        { storeId: square.id, storeName: '广场店', role: 'manager' },
        { storeId: lake.id, storeName: '草海店', role: 'clerk' },
      ],
    })
    await db
      .updateTable('staff_grant')
      .set({ revoked_at: new Date(NOON) })
      .where('id', '=', li.grantId)
      .execute()
    const left = [{ storeId: lake.id, storeName: '草海店', role: 'clerk' }]
    expect((await as(li).get('/v1/me')).body.staff.grants).toEqual(left)
    await db
      .updateTable('staff_grant')
      .set({ revoked_at: new Date(NOON) })
      .where('staff_id', '=', li.staffId)
      .execute()
    expect((await as(li).get('/v1/me')).body.staff).toBeNull()
  })
})

describe('settings', () => {
  it('say whether coupons that end are announced, for oneself only', async () => {
    const [wang, zhao] = [await aResident(db), await aResident(db)]
    const heard = await as(wang).put('/v1/me/settings', { remindBeforeEnd: false })
    expect(heard.body).toMatchObject({ shareCode: wang.shareCode, remindBeforeEnd: false })
    expect((await as(wang).get('/v1/me')).body.remindBeforeEnd).toBe(false)
    expect((await as(zhao).get('/v1/me')).body.remindBeforeEnd).toBe(true)
  })

  it('say whether neighbours are recommended what I buy; what is not said stays as it was', async () => {
    const wang = await aResident(db)
    const put = async (body: object) => {
      const { remindBeforeEnd, recommend } = (await as(wang).put('/v1/me/settings', body)).body
      return [remindBeforeEnd, recommend]
    }
    expect(await put({ recommend: false })).toEqual([true, false])
    expect(await put({ remindBeforeEnd: false })).toEqual([false, false])
    expect(await put({ remindBeforeEnd: true, recommend: true })).toEqual([true, true])
  })

  it('with the same key are answered the same again', async () => {
    const wang = await aResident(db)
    const key = aKey()
    await as(wang).put('/v1/me/settings', { remindBeforeEnd: false }, key)
    await as(wang).put('/v1/me/settings', { remindBeforeEnd: true })
    const again = await as(wang).put('/v1/me/settings', { remindBeforeEnd: false }, key)
    expect(again.body.remindBeforeEnd).toBe(false)
    expect((await as(wang).get('/v1/me')).body.remindBeforeEnd).toBe(true)
    const reused = await as(wang).put('/v1/me/settings', { remindBeforeEnd: true }, key)
    expect(reused.body.error.code).toBe('KEY_REUSED')
  })

  it.each([[{}], [{ remindBeforeEnd: 'perhaps' }], [{ remindBeforeEnd: true, shareCode: 'mine' }]])(
    'that are none are refused: %j',
    async (body) => {
      const wang = await aResident(db)
      expect((await as(wang).put('/v1/me/settings', body)).body.error.code).toBe('INPUT_INVALID')
    },
  )

  it('are refused to nobody', async () => {
    const heard = await as().put('/v1/me/settings', { remindBeforeEnd: false })
    expect(heard.body.error.code).toBe('NOT_SIGNED_IN')
  })
})
