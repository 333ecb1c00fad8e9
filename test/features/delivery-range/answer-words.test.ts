import { describe, expect, it } from 'vitest'
import { factsOf, feeWords, minimumWords, say } from '../../../src/features/delivery-range/answer-words'
import { instant } from '../../../src/domain/time'
import { inside, NOON, outside, storeCard } from './harness'

const sentence = (answer: Parameters<typeof say>[0]): string => say(answer, NOON).sentence

describe('the answer as one sentence', () => {
  it('inside: when the first slot begins, seen from now', () => {
    expect(say(inside(), NOON)).toEqual({ tone: 'leaf', sentence: '能送到，最快今天 10:30', note: null })
    const slot = (iso: string) =>
      inside({ zone: { ...inside().zone!, earliestSlot: { opensAt: instant(iso), closesAt: instant(iso) } } })
    expect(sentence(slot('2026-06-02T08:00:00+08:00'))).toBe('能送到，最快明天 8:00')
    expect(sentence(slot('2026-06-05T08:00:00+08:00'))).toBe('能送到，最快 6月5日 8:00')
    expect(sentence(inside({ zone: null }))).toBe('能送到')
  })

  it('outside: how far it is to the nearest zone, rounded up, and that one can collect', () => {
    expect(say(outside(), NOON)).toMatchObject({
      tone: 'tomato',
      sentence: '离配送范围还有 380 米，可以到店自提',
    })
    expect(sentence(outside({ metresOutside: 381 }))).toBe('离配送范围还有 390 米，可以到店自提')
    expect(sentence(outside({ metresOutside: 1 }))).toBe('离配送范围还有 10 米，可以到店自提')
    expect(sentence(outside({ metresOutside: 991 }))).toBe('离配送范围还有 1 公里，可以到店自提')
    expect(sentence(outside({ metresOutside: 4230 }))).toBe('离配送范围还有 4.2 公里，可以到店自提')
  })

  it('outside where no store is near: nobody is sent across the province for vegetables', () => {
    const far = outside({ metresOutside: 231_000, nearestStore: { store: storeCard(), metres: 232_000 } })
    expect(sentence(far)).toBe('离配送范围还有 231 公里，暂时送不到')
    expect(sentence(outside({ nearestStore: null }))).toBe('离配送范围还有 380 米，暂时送不到')
    expect(sentence(outside({ metresOutside: null }))).toBe('这里还送不到，可以到店自提')
    expect(sentence(outside({ metresOutside: null, nearestStore: null }))).toBe('这里还送不到')
  })

  it('unsure: neither yes nor no, and what makes it sure', () => {
    expect(say(inside({ verdict: 'unsure' }), NOON)).toEqual({
      tone: 'sun',
      sentence: '位置不够准，请确认地址',
      note: '看着在配送范围里，还说不准。把图钉拖到家门口就知道',
    })
    expect(say(outside({ verdict: 'unsure' }), NOON).note).toContain('看着不在配送范围里')
  })
})

describe('the facts of a door that is served', () => {
  it('fee with what makes it free, minimum, who delivers and from how far', () => {
    expect(factsOf(inside())).toEqual([
      { name: '配送费', value: '¥3，满 39 免' },
      { name: '起送', value: '¥19' },
      { name: '由谁送', value: '威宁广场店 · 1.2 公里' },
    ])
    expect(factsOf(outside())).toEqual([])
  })

  it('a fee that is never waived, no fee, no minimum', () => {
    expect(feeWords({ fee: 650, freeFrom: null })).toBe('¥6.5')
    expect(feeWords({ fee: 0, freeFrom: null })).toBe('免费')
    expect(minimumWords(0)).toBe('多少都送')
  })
})
