import { describe, expect, it } from 'vitest'
import { fill, paths } from '../../../src/contract/paths'
import { HOUR } from '../../../src/domain/time'
import { aKey, NOON, testApp } from '../../support/app'
import { aChannel, aResident, aStaffMember, aStore } from '../../support/factories'

const { as, clock, db, wechat } = await testApp()
const store = await aStore(db)
const gate = await aChannel(db, { name: '阳光花园东门' })
const school = await aChannel(db, { name: '实验幼儿园' })

const open = (who: { token: string } | undefined, touch: object, over: object = {}, key?: string) =>
  as(who).post(paths.visits, { page: 'pages/home/index', storeId: store.id, touch, ...over }, key)
const touchesOf = (id: string) => db.selectFrom('resident').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const lastVisit = () => db.selectFrom('visit').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
const visits = () => db.selectFrom('visit').select('id').execute()

describe('a visit', () => {
  it('of nobody in particular is written down with its channel and its raw scene', async () => {
    expect((await open(undefined, { channel: gate.code, scene: 1047 })).body).toEqual({ done: true })
    expect(await lastVisit()).toMatchObject({
      resident_id: null,
      channel_id: gate.id,
      scene: 1047,
      store_id: store.id,
      at: new Date(NOON),
    })
  })

  it('an unknown channel, sharer, store or scene is ignored, not refused', async () => {
    const heard = await open(undefined, { channel: 'gone', sharer: 'nobody', scene: 99_998 }, { storeId: 'no-store' })
    expect(heard.status).toBe(200)
    expect(await lastVisit()).toMatchObject({ channel_id: null, sharer_id: null, store_id: null, scene: 99_998 })
  })

  it('is counted once per key', async () => {
    const before = (await visits()).length
    const key = aKey()
    await Promise.all([1, 2, 3].map(() => open(undefined, {}, {}, key)))
    expect((await visits()).length).toBe(before + 1)
  })

  it('of a page that is none is refused', async () => {
    expect((await open(undefined, {}, { page: '../etc' })).body.error.code).toBe('INPUT_INVALID')
    expect((await open(undefined, { channel: 'a b' })).body.error.code).toBe('INPUT_INVALID')
  })
})

describe('KF-49: first touch is written once, last touch follows', () => {
  it('the first visit makes the source, whatever comes later', async () => {
    const wang = await aResident(db)
    await open(wang, { channel: gate.code, scene: 1047 })
    clock.advance(HOUR)
    await open(wang, { channel: school.code, scene: 1011 })
    expect(await touchesOf(wang.id)).toMatchObject({
      first_channel_id: gate.id,
      first_scene: 1047,
      first_seen_at: new Date(NOON),
      last_channel_id: school.id,
      last_scene: 1011,
      last_seen_at: new Date(NOON + HOUR),
    })
    clock.set(NOON)
  })

  it('a visit that says nothing (the recent list) does not make the source unknown', async () => {
    const li = await aResident(db)
    await open(li, { channel: gate.code, scene: 1047 })
    await open(li, { scene: 1089 })
    expect(await touchesOf(li.id)).toMatchObject({ last_channel_id: gate.id, last_scene: 1047 })
  })

  it('who first came by nothing is nobody’s fan, and is won later by a channel as last touch only', async () => {
    const zhao = await aResident(db)
    await open(zhao, { scene: 1089 })
    await open(zhao, { channel: school.code })
    expect(await touchesOf(zhao.id)).toMatchObject({
      first_channel_id: null,
      first_scene: 1089,
      last_channel_id: school.id,
    })
  })

  it('of ten first visits at once one is first, wholly', async () => {
    const chen = await aResident(db)
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        open(chen, { channel: i % 2 ? gate.code : school.code, scene: i % 2 ? 1047 : 1011 }),
      ),
    )
    const { first_channel_id, first_scene } = await touchesOf(chen.id)
    expect([`${gate.id} 1047`, `${school.id} 1011`]).toContain(`${first_channel_id} ${first_scene}`)
  })
})

describe('KF-53: the sharer is bound on every entry', () => {
  it.each(['pages/home/index', 'packages/coupon/gift/index', 'pages/benefits/index'])('%s', async (page) => {
    const [giver, friend] = [await aResident(db), await aResident(db)]
    await open(friend, { sharer: giver.shareCode, scene: 1007 }, { page })
    expect(await touchesOf(friend.id)).toMatchObject({ first_sharer_id: giver.id, last_sharer_id: giver.id })
  })

  it('KF-45: one’s own share code is no sharer', async () => {
    const self = await aResident(db)
    await open(self, { sharer: self.shareCode, scene: 1007 })
    expect(await touchesOf(self.id)).toMatchObject({ first_sharer_id: null, last_sharer_id: null, first_scene: 1007 })
    expect((await lastVisit()).sharer_id).toBeNull()
  })
})

describe('machines', () => {
  it.each([1129, 1203])(
    'a visit of %i is kept, but is no touch that a neighbour could not take over',
    async (scene) => {
      const bot = await aResident(db)
      await open(bot, { channel: gate.code, scene })
      expect(await lastVisit()).toMatchObject({ scene })
      expect(await touchesOf(bot.id)).toMatchObject({ first_scene: scene, last_seen_at: null })
      await open(bot, { channel: school.code, scene: 1047 })
      expect(await touchesOf(bot.id)).toMatchObject({ first_channel_id: school.id, first_scene: 1047 })
      await open(bot, { channel: gate.code, scene })
      expect(await touchesOf(bot.id)).toMatchObject({ first_channel_id: school.id, last_channel_id: school.id })
    },
  )
})

describe("a channel code's picture", () => {
  const picture = (code: string, storeId = store.id) => fill(paths.staffScene, { storeId, code })

  it('is the mini-program code that carries it', async () => {
    const lead = await aStaffMember(db, store.id, 'launch-lead')
    const asked: string[][] = []
    wechat.miniProgramCode = async (...question) => {
      asked.push(question)
      return { ok: true, type: 'image/jpeg', bytes: Buffer.from('a picture') }
    }
    const heard = await as(lead).get(picture(gate.code))
    expect(heard.body).toEqual({ code: gate.code, contentType: 'image/jpeg', base64: 'YSBwaWN0dXJl' })
    // KF-39: a short id, at most 32 characters, nothing that needs encoding
    expect(asked).toEqual([[`c=${gate.code}`, 'pages/home/index']])
  })

  it.each(['bad-scene', 'bad-page', 'unavailable'] as const)('says so when WeChat draws none (%s)', async (reason) => {
    const owner = await aStaffMember(db, store.id, 'owner')
    wechat.miniProgramCode = async () => ({ ok: false, reason })
    expect((await as(owner).get(picture(gate.code))).body.error.code).toBe('WECHAT_UNAVAILABLE')
  })

  it('is for those who publish, for codes that are known here', async () => {
    const manager = await aStaffMember(db, store.id, 'manager')
    const other = await aStore(db)
    const theirs = await aChannel(db)
    await db.updateTable('channel').set({ store_id: other.id }).where('id', '=', theirs.id).execute()
    for (const code of ['nothing', theirs.code])
      expect((await as(manager).get(picture(code))).body.error.code).toBe('NOT_FOUND')
    const clerk = await aStaffMember(db, store.id, 'clerk')
    expect((await as(clerk).get(picture(gate.code))).body.error.code).toBe('NOT_ALLOWED')
    expect((await as(manager).get(picture(gate.code, other.id))).body.error.code).toBe('NOT_ALLOWED')
  })
})
