import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearness, slipsToBegin } from '../../../server/catalog/nearness'
import { readings, readQuery, searchFields, slurred } from '../../../server/catalog/search-text'

const said = (text: string): string[] => readings(text).map((syllables) => syllables.join(' '))

describe('how a name is read', () => {
  it.each([
    ['西红柿', ['xi hong shi']],
    ['芥菜', ['jie cai', 'gai cai']],
    ['绿茶', ['lu cha']],
    ['AD 钙奶', ['ad gai nai']],
    ['重庆火锅底料', ['chong qing huo guo di liao', 'zhong qing huo guo di liao']],
    ['6 枚', ['mei']],
    ['500', []],
  ])('%s: %j', (text, expected) => {
    expect(said(text)).toEqual(expected)
  })

  it('in a few ways at most, however many characters could be read otherwise', () => {
    expect(said('薄壳长角参血')).toHaveLength(4)
  })

  it('and as it is often heard', () => {
    expect([slurred('xihongshi'), slurred('zhurou'), slurred('niunai'), slurred('liunai')]).toEqual([
      'xihonsi',
      'zurou',
      'niunai',
      'niunai',
    ])
  })
})

describe('what the search keeps', () => {
  it('is the name first, then its other names; measures are no part of it', () => {
    const { names, sounds } = searchFields('花生油 1.8 L', ['食用油'])
    expect(names).toBe('^花生油^食用油^')
    expect(sounds).toBe('^huashengyou!hsy|shengyou|you~sy=huasenyou/^shiyongyou!syy|yongyou|you~yy=siyonyou')
  })

  it('has every gram of every query that a name or its pinyin begins with', () => {
    const { grams } = searchFields('丹东草莓', [])
    const has = (of: readonly string[]) => of.every((gram) => grams.includes(gram))
    for (const q of ['丹', '丹东', '草莓', '丹东草莓']) expect([q, has(readQuery(q)!.grams.name)]).toEqual([q, true])
    for (const whole of ['dandongcaomei', 'caomei', 'mei'])
      for (let letters = 2; letters <= whole.length; letters++)
        expect(has(readQuery(whole.slice(0, letters))!.grams.sound!)).toBe(true)
    for (const q of ['dd', 'ddc', 'ddcm', 'cm']) expect([q, has(readQuery(q)!.grams.initials!)]).toEqual([q, true])
  })
})

describe('slips', () => {
  it.each([
    ['xihong', 'xihongshi', 0],
    ['xihnog', 'xihongshi', 1],
    ['xihog', 'xihongshi', 1],
    ['xiihong', 'xihongshi', 1],
    ['xahong', 'xihongshi', 1],
    ['xahnog', 'xihongshi', 2],
    ['abc', '', 3],
    ['', 'abc', 0],
  ])('%s to begin %s: %i', (typed, text, slips) => {
    expect(slipsToBegin(typed, text)).toBe(slips)
  })

  it('are never more than were made', () => {
    const letters = fc.stringMatching(/^[a-z]{5,12}$/)
    const edit = fc.record({ at: fc.nat(11), how: fc.constantFrom('drop', 'double', 'change', 'swap') })
    fc.assert(
      fc.property(letters, fc.array(edit, { maxLength: 3 }), (word, edits) => {
        let typed = word
        for (const { at, how } of edits) {
          const i = at % Math.max(1, typed.length - 1)
          const [head, one, rest] = [typed.slice(0, i), typed.slice(i, i + 1), typed.slice(i + 1)]
          if (how === 'drop') typed = head + rest
          else if (how === 'double') typed = head + one + one + rest
          else if (how === 'change') typed = `${head}q${rest}`
          else typed = head + rest.slice(0, 1) + one + rest.slice(1)
        }
        // letters that were swapped may be swapped or changed again: two of such count as three at most
        expect(slipsToBegin(typed, word)).toBeLessThanOrEqual(edits.length + (edits.length > 1 ? edits.length : 0))
      }),
    )
  })

  it('are allowed to be none of three letters, one of seven, two of eight', () => {
    const { sounds } = searchFields('西红柿', [])
    const near = (q: string) => nearness(readQuery(q)!, sounds) !== null
    expect([near('xhi'), near('xihnog'), near('xhinog'), near('xihnogsih')]).toEqual([false, true, false, true])
  })
})
