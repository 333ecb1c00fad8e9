import { describe, expect, it } from 'vitest'
import { instant } from '../../src/domain/time'
import { dueInWords, hurry } from '../../src/staff/picking/due'
import {
  progressOf,
  settlementOfOrder,
  takenInWords,
  toTake,
  walkOf,
  weighing,
} from '../../src/staff/picking-order/walk'
import { withKey } from '../../src/staff/typed'
import { cherries, fish, tomato } from './order-to-pick'

describe('the walk', () => {
  it('is cut where the zone changes, in the order in which it comes', () => {
    const frozen = { ...tomato, id: 'ice', name: '冰棍', shelfZone: 'frozen' as const }
    expect(walkOf([tomato, fish, frozen]).map(({ name, stops }) => [name, stops.map(({ line }) => line.name)])).toEqual(
      [
        ['蔬果', ['番茄']],
        ['水产', ['鲈鱼']],
        ['冷冻', ['冰棍']],
      ],
    )
  })

  it('a question stands with the line that it is about; agreed to, it is a line of its own as well', () => {
    const [stretch] = walkOf([tomato, cherries])
    expect(stretch?.stops.map(({ line, asked }) => [line.name, asked?.name ?? null])).toEqual([['番茄', '圣女果']])
    const agreed = walkOf([tomato, { ...cherries, consent: 'agreed' }])
    expect(agreed[0]?.stops.map(({ line, agreed: yes }) => [line.name, yes?.name ?? null])).toEqual([
      ['番茄', '圣女果'],
      ['圣女果', null],
    ])
    const declined = walkOf([tomato, { ...cherries, consent: 'declined' }])
    expect(declined[0]?.stops.map(({ line, declined: no }) => [line.name, no?.name ?? null])).toEqual([
      ['番茄', '圣女果'],
    ])
  })

  it('counts lines of the order, and open questions beside them', () => {
    const lines = [{ ...tomato, pickedQuantity: 0 }, cherries, fish]
    expect(progressOf(lines)).toEqual({ picked: 1, of: 2, questions: 1, nothing: false })
    expect(progressOf([{ ...tomato, pickedQuantity: 0 }]).nothing).toBe(true)
    expect(progressOf([]).nothing).toBe(false)
  })

  it('says what to take and what was taken', () => {
    expect(toTake(tomato)).toEqual({ count: '2 份', about: '' })
    expect(toTake({ ...fish, quantity: 2, orderedGrams: 1300 })).toEqual({ count: '2 条', about: '约 1.3 kg' })
    expect(takenInWords(tomato, { quantity: 2 })).toBe('拿齐了')
    expect(takenInWords(tomato, { quantity: 1 })).toBe('拿了 1 份，缺 1')
    expect(takenInWords(tomato, { quantity: 0 })).toBe('没有')
    expect(takenInWords(fish, { quantity: 1, grams: 612 })).toBe('拿齐了 · 612 g')
  })
})

describe('the scale', () => {
  it('lighter gives back its share, heavier costs nothing more', () => {
    expect(weighing(fish, 1, 612)).toMatchObject({ expected: 650, kept: 2937, back: 183, wrong: null, odd: null })
    expect(weighing(fish, 1, 700)).toMatchObject({ kept: 3120, back: 0, wrong: null, odd: null })
  })

  it('of fewer units expects less, and what is missing goes back too', () => {
    const two = { ...fish, quantity: 2, orderedGrams: 1300, paid: 6240 }
    expect(weighing(two, 1, 650)).toMatchObject({ expected: 650, kept: 3120, back: 3120, odd: null })
  })

  it('a third away is worth a second look; three times too much cannot be', () => {
    expect(weighing(fish, 1, 450).odd).toBe('比预估轻 31%，看清楚秤再记')
    expect(weighing(fish, 1, 6120)).toMatchObject({ odd: null, wrong: '6120g 比预估的 650g 重太多，请再称一次' })
    expect(weighing(fish, 1, 0).wrong).toBe('请先称重')
  })

  it('before it is packed the picker reads what goes back, in the words of the customer', () => {
    const { back, notes } = settlementOfOrder([
      { ...tomato, pickedQuantity: 1 },
      cherries,
      { ...fish, pickedQuantity: 1, pickedGrams: 612 },
    ])
    expect(back).toBe(690 + 183)
    expect(notes).toEqual(['番茄 缺 1 份，退 ¥6.9', '鲈鱼 称重 612g，比预估轻，退 ¥1.83（多退少不补）'])
  })
})

describe('keys of the pad', () => {
  const typed = (keys: string, most = 6) => [...keys].reduce((text, key) => withKey(text, key, most), '')
  it('write a number as it is pressed', () => {
    expect(typed('612')).toBe('612')
    expect(typed('007')).toBe('7')
    expect(typed('12345678')).toBe('123456')
  })
  it('yuan have one point and two digits of fen', () => {
    expect(typed('12.345')).toBe('12.34')
    expect(typed('.5.5')).toBe('5.5')
    expect(typed('0.05')).toBe('0.05')
  })
})

describe('when an order is due', () => {
  const now = instant('2026-08-13T10:00:00+08:00')
  const slot = (from: string, to: string) => ({
    slot: { opensAt: instant(`${from}:00+08:00`), closesAt: instant(`${to}:00+08:00`) },
    placedAt: now,
  })
  it('the hours stand alone today, with the day otherwise; without a slot as soon as possible', () => {
    expect(dueInWords(slot('2026-08-13T17:00', '2026-08-13T18:00'), now)).toEqual({ day: '', hours: '17:00–18:00' })
    expect(dueInWords(slot('2026-08-14T09:00', '2026-08-14T10:00'), now)).toEqual({ day: '明天', hours: '9:00–10:00' })
    expect(dueInWords({ slot: null, placedAt: now }, now)).toEqual({ day: '今天 10:00 下单', hours: '尽快' })
  })
  it('the last hour is counted down', () => {
    expect(hurry(slot('2026-08-13T11:01', '2026-08-13T12:00'), now)).toBeNull()
    expect(hurry(slot('2026-08-13T11:00', '2026-08-13T12:00'), now)).toEqual({ words: '还有 60 分钟', late: false })
    expect(hurry(slot('2026-08-13T10:00', '2026-08-13T11:00'), now)).toEqual({ words: '已经到点', late: true })
  })
})
