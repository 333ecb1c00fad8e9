import { describe, expect, it } from 'vitest'
import { remindOpenings } from '../../../server/reminder/opening.service'
import { paths } from '../../../src/contract/paths'
import { instant, type Instant } from '../../../src/domain/time'
import { templates } from '../../support/app'
import { aResident, aStore } from '../../support/factories'
import { remindingApp } from './reminding'

const { as, db, clock, wechat, store, consent, inbox, pushes, sendAll, creditsLeft } = await remindingApp()
const at = (day: string, clockTime: string) => instant(`2026-06-${day}T${clockTime}+08:00`)
const remind = (now: Instant) => {
  clock.set(now)
  return remindOpenings(db, now)
}
const moveTo = (opensAt: Instant) =>
  db
    .updateTable('launch')
    .set({ trial_opens_at: new Date(opensAt) })
    .where('store_id', '=', store.id)
    .execute()

describe('the trial opens on 5 June at 8:00', () => {
  it('who asked is told from 19:00 of the evening before, once, with a push', async () => {
    const [wang, li] = [await aResident(db), await aResident(db)]
    await consent(wang, 'opening', 2)
    expect(await remind(at('04', '18:59:59'))).toEqual({ reminded: 0, pushes: 0 })
    expect(await remind(at('04', '19:00'))).toEqual({ reminded: 1, pushes: 1 })
    expect(await remind(at('04', '19:01'))).toEqual({ reminded: 0, pushes: 0 })
    await sendAll()
    expect(wechat.sent).toEqual([
      {
        openid: wang.openid,
        templateId: templates.opening,
        page: 'pages/home/index',
        data: { thing1: '威宁广场店', time2: '2026年6月5日 08:00', thing3: '威宁县滨海路 12 号' },
      },
    ])
    expect(await inbox(wang)).toMatchObject([
      { kind: 'opening', title: '威宁广场店就要开门了', page: 'pages/home/index' },
    ])
    expect(await inbox(li)).toEqual([])
    expect(await creditsLeft(wang, 'opening')).toBe(1)
  })

  it('who said no, or asked about another store, is not told', async () => {
    const [wang, li] = [await aResident(db), await aResident(db)]
    const other = await aStore(db, {
      launch: { grand_opens_at: new Date(at('29', '08:00')), trial_opens_at: new Date(at('28', '08:00')) },
    })
    await as(wang).post(paths.consents, {
      results: [{ templateId: templates.opening, result: 'reject' }],
      storeId: store.id,
    })
    await as(li).post(paths.consents, {
      results: [{ templateId: templates.opening, result: 'accept' }],
      storeId: other.id,
    })
    expect(await remind(at('04', '20:00'))).toEqual({ reminded: 0, pushes: 0 })
  })

  it('a job that did not run in the evening tells in the morning, never after the opening', async () => {
    const wang = await aResident(db)
    await consent(wang, 'opening')
    expect(await remind(at('05', '08:00'))).toEqual({ reminded: 0, pushes: 0 })
    // in the night: the inbox has it; at 8:00 the doors open, so there is nothing left to ring about
    expect(await remind(at('05', '07:00'))).toEqual({ reminded: 1, pushes: 0 })
    expect([(await inbox(wang)).length, await creditsLeft(wang, 'opening')]).toEqual([1, 1])
  })
})

describe('a launch that is moved', () => {
  it('is told again on its new evening; the ring needs another credit', async () => {
    const [wang, li] = [await aResident(db), await aResident(db)]
    await consent(wang, 'opening', 2)
    await consent(li, 'opening', 1)
    await remind(at('04', '19:00'))
    await sendAll()
    await moveTo(at('07', '09:00'))
    expect(await remind(at('05', '19:00'))).toEqual({ reminded: 0, pushes: 0 })
    expect(await remind(at('06', '19:00'))).toEqual({ reminded: 2, pushes: 1 })
    await sendAll()
    expect(wechat.sent.map((one) => one.data.time2).sort()).toEqual([
      '2026年6月5日 08:00',
      '2026年6月5日 08:00',
      '2026年6月7日 09:00',
    ])
    expect([(await inbox(wang)).length, (await inbox(li)).length]).toEqual([2, 2])
    await moveTo(at('05', '08:00'))
  })

  it('between the message and its push: the push that is no longer true is dropped with its credit kept', async () => {
    const wang = await aResident(db)
    await consent(wang, 'opening')
    await remind(at('04', '19:00'))
    await moveTo(at('07', '09:00'))
    await sendAll()
    expect(wechat.sent).toEqual([])
    expect((await pushes()).map((push) => push.state)).toEqual(['dropped'])
    expect(await creditsLeft(wang, 'opening')).toBe(1)
    await moveTo(at('05', '08:00'))
  })

  it('to the same evening: told at once', async () => {
    const wang = await aResident(db)
    await consent(wang, 'opening')
    await moveTo(at('03', '21:00'))
    expect(await remind(at('03', '15:00'))).toEqual({ reminded: 1, pushes: 1 })
    await moveTo(at('05', '08:00'))
  })
})
