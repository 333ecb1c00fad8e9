import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { returnExpiredGifts } from '../../server/gift/gift.service'
import { issueCode } from '../../server/verification/code.service'
import { fill, paths } from '../../src/contract/paths'
import { DAY, plus } from '../../src/domain/time'
import { aKey, type Heard, keys, NOON, testApp } from '../support/app'
import { aBatch, aCoupon, aResident, aStaffMember, aStore, type Resident } from '../support/factories'
import { processes } from '../support/processes'

const main = await testApp()
const { db } = main
const apps = await processes(main, 3)
const app = (n: number) => apps[n % apps.length]!
const store = await aStore(db)
const batch = await aBatch(db, store.id, { max_hops: 1 })
beforeEach(() => {
  for (const { clock } of apps) clock.set(NOON)
})

const residents = (count: number) => Promise.all(Array.from({ length: count }, () => aResident(db)))
const times = <A>(count: number, run: (n: number) => Promise<A>): Promise<A[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)))
const answerOf = (heard: Heard): string => heard.body.error?.code ?? 'ok'
const tally = (heard: Heard[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const one of heard) counts[answerOf(one)] = (counts[answerOf(one)] ?? 0) + 1
  return counts
}

const give = (n: number, giver: Resident, couponId: string, key?: string) =>
  app(n).as(giver).post(fill(paths.give, { couponId }), { giverName: '王', message: '' }, key)
const accept = (n: number, who: Resident, token: string, key?: string) =>
  app(n).as(who).post(paths.giftAccept, { token }, key)
const takeBack = (n: number, who: Resident, giftId: string) => app(n).as(who).post(fill(paths.giftTakeBack, { giftId }))
const couponRow = (id: string) => db.selectFrom('coupon').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const giftsOf = (couponId: string) => db.selectFrom('gift').selectAll().where('coupon_id', '=', couponId).execute()

async function anOffer() {
  const wang = await aResident(db)
  const coupon = await aCoupon(db, batch.id, wang)
  const { giftId, token } = (await give(0, wang, coupon.id)).body as { giftId: string; token: string }
  return { wang, coupon, giftId, token }
}

describe('50 openers of one gift, in three processes', () => {
  it('KF-46: exactly one gets it, the others read that it was taken', async () => {
    const { wang, coupon, token } = await anOffer()
    const people = await residents(50)
    const heard = await times(50, (n) => accept(n, people[n]!, token))
    expect(tally(heard)).toEqual({ ok: 1, GIFT_ACCEPTED: 49 })
    const winner = people[heard.findIndex((one) => one.status === 200)]!
    expect(await couponRow(coupon.id)).toMatchObject({ holder_id: winner.id, hops: 1, state: 'held' })
    expect((await giftsOf(coupon.id))[0]).toMatchObject({ state: 'accepted', receiver_id: winner.id })
    const told = await db.selectFrom('inbox_message').select('kind').where('resident_id', '=', wang.id).execute()
    expect(told).toEqual([{ kind: 'gift-accepted' }])
  })

  it('one person fifty times, with one key or fifty, has it once', async () => {
    for (const key of [aKey(), undefined]) {
      const { coupon, token } = await anOffer()
      const li = await aResident(db)
      const heard = await times(50, (n) => accept(n, li, token, key))
      expect(new Set(heard.map(({ body }) => JSON.stringify(body)))).toEqual(
        new Set([JSON.stringify({ couponId: coupon.id })]),
      )
      expect((await couponRow(coupon.id)).hops).toBe(1)
    }
  })
})

describe('giving one coupon', () => {
  it('twenty times at once makes one gift', async () => {
    const wang = await aResident(db)
    const coupon = await aCoupon(db, batch.id, wang)
    const heard = await times(20, (n) => give(n, wang, coupon.id))
    expect(tally(heard)).toEqual({ ok: 1, COUPON_GIFTING: 19 })
    expect(await giftsOf(coupon.id)).toHaveLength(1)
  })

  it('fifty times with one key makes one gift and one answer', async () => {
    const wang = await aResident(db)
    const coupon = await aCoupon(db, batch.id, wang)
    const key = aKey()
    const heard = await times(50, (n) => give(n, wang, coupon.id, key))
    expect(tally(heard)).toEqual({ ok: 50 })
    expect(new Set(heard.map(({ body }) => body.token)).size).toBe(1)
    expect(await giftsOf(coupon.id)).toHaveLength(1)
  })

  it('again at once after the first gift ran out makes one new gift', async () => {
    const { wang, coupon } = await anOffer()
    for (const { clock } of apps) clock.advance(DAY)
    const heard = await times(20, (n) => give(n, wang, coupon.id))
    expect(tally(heard)).toEqual({ ok: 1, COUPON_GIFTING: 19 })
    expect((await giftsOf(coupon.id)).map(({ state }) => state).sort()).toEqual(['offered', 'returned'])
  })
})

/** The job needs fewer statements than a request: it starts a few round trips later, another number in every round. */
async function later<A>(roundTrips: number, run: () => Promise<A>): Promise<A> {
  for (let n = 0; n < roundTrips; n += 1) await sql`select 1`.execute(apps[0]!.db)
  return run()
}

describe('accepting, taking back and running out at once', () => {
  it('end in exactly one of the three, and coupon and gift say the same', async () => {
    for (let round = 0; round < 30; round += 1) {
      const { wang, coupon, giftId, token } = await anOffer()
      const li = await aResident(db)
      // The job's process has a clock that is past the end already: every order is tried, by turns.
      const moves = [
        () => accept(1, li, token),
        () => takeBack(2, wang, giftId),
        () => later(round, () => returnExpiredGifts(apps[0]!.db, plus(NOON, DAY), 1000)),
      ]
      const turned = [...moves.slice(round % 3), ...moves.slice(0, round % 3)]
      const answers = await Promise.all(turned.map((move) => move()))
      const heard = answers.filter((answer) => typeof answer !== 'number')
      const [gift] = await giftsOf(coupon.id)

      const accepted = gift!.state === 'accepted'
      expect(gift!.state).not.toBe('offered')
      expect(await couponRow(coupon.id)).toMatchObject({
        state: 'held',
        gifting_until: null,
        holder_id: accepted ? li.id : wang.id,
        hops: accepted ? 1 : 0,
      })
      const [byAccept, byTakeBack] = round % 3 === 2 ? heard : round % 3 === 1 ? [heard[1], heard[0]] : heard
      const code = { accepted: 'GIFT_ACCEPTED', 'taken-back': 'GIFT_TAKEN_BACK', returned: 'GIFT_RETURNED' } as const
      const why = code[gift!.state as keyof typeof code]
      expect(answerOf(byAccept!)).toBe(accepted ? 'ok' : why)
      expect(answerOf(byTakeBack!)).toBe(gift!.state === 'taken-back' ? 'ok' : why)
    }
  })

  it('the counter that finds an offer run out and a neighbour whose clock is behind: one of them has the coupon', async () => {
    const clerk = await aStaffMember(db, store.id, 'clerk')
    apps[2]!.clock.set(plus(NOON, DAY))
    for (let round = 0; round < 20; round += 1) {
      const { wang, coupon, token } = await anOffer()
      const li = await aResident(db)
      const { qrs } = await issueCode(db, keys, { couponId: coupon.id, now: plus(NOON, DAY) })
      const verify = () =>
        app(2)
          .as(clerk)
          .post(fill(paths.staffVerify, { storeId: store.id }), { code: qrs[0]!.text, till: '1 号台' })
      const moves = round % 2 ? [accept(1, li, token), verify()] : [verify(), accept(1, li, token)]
      const heard = await Promise.all(moves)
      const [taken, used] = (round % 2 ? heard : heard.reverse()).map(answerOf)
      expect([
        ['ok', 'CODE_STALE'],
        ['GIFT_RETURNED', 'ok'],
      ]).toContainEqual([taken, used])
      expect(await couponRow(coupon.id)).toMatchObject(
        used === 'ok' ? { state: 'used', holder_id: wang.id } : { state: 'held', holder_id: li.id },
      )
    }
  })
})

it('gifts that ran out are closed once and told once by four runs of the job at once', async () => {
  await returnExpiredGifts(db, plus(NOON, 9 * DAY), 10_000)
  const offers = await times(40, () => anOffer())
  const late = plus(NOON, DAY)
  const runs = await times(12, (n) => returnExpiredGifts(app(n).db, late, 10))
  let closed = runs.reduce((sum, one) => sum + one, 0)
  for (let more = -1; more !== 0; closed += more) more = await returnExpiredGifts(db, late, 10)
  expect(closed).toBe(40)
  for (const { wang, coupon } of offers) {
    expect((await giftsOf(coupon.id))[0]!.state).toBe('returned')
    expect((await couponRow(coupon.id)).state).toBe('held')
    const told = await db.selectFrom('inbox_message').select('kind').where('resident_id', '=', wang.id).execute()
    expect(told).toEqual([{ kind: 'gift-returned' }])
  }
})

it('a storm of giving, accepting, taking back and handing over in every order leaves one truth and waits in no circle', async () => {
  const wide = await aBatch(db, store.id, { max_hops: 5 })
  const people = await residents(4)
  const clerk = await aStaffMember(db, store.id, 'clerk')
  for (let round = 0; round < 6; round += 1) {
    const coupon = await aCoupon(db, wide.id, people[0]!, { seq: round + 1 })
    const tokens: string[] = []
    const giftIds: string[] = []
    const heard: Heard[] = []
    for (let wave = 0; wave < 5; wave += 1) {
      const { qrs } = await issueCode(db, keys, { couponId: coupon.id, now: NOON })
      const made = await Promise.all([
        ...people.map((who, n) => give(n, who, coupon.id)),
        ...people.flatMap((who, n) => tokens.slice(-2).map((token) => accept(n + 1, who, token))),
        ...people.flatMap((who, n) => (wave % 2 ? giftIds.slice(-1).map((id) => takeBack(n + 2, who, id)) : [])),
        ...(wave === 4
          ? [
              app(wave)
                .as(clerk)
                .post(fill(paths.staffVerify, { storeId: store.id }), { code: qrs[0]!.text, till: '1 号台' }),
            ]
          : []),
      ])
      for (const { body } of made) {
        if (!body.giftId) continue
        tokens.push(body.token)
        giftIds.push(body.giftId)
      }
      heard.push(...made)
    }
    expect(heard.filter(({ status }) => status >= 500).map(({ body }) => body)).toEqual([])
    const gifts = await giftsOf(coupon.id)
    const row = await couponRow(coupon.id)
    expect(row.hops).toBe(gifts.filter(({ state }) => state === 'accepted').length)
    expect(gifts.filter(({ state }) => state === 'offered')).toHaveLength(row.state === 'gifting' ? 1 : 0)
    const used = await db.selectFrom('verification').select('id').where('coupon_id', '=', coupon.id).execute()
    expect(used).toHaveLength(row.state === 'used' ? 1 : 0)
  }
})
