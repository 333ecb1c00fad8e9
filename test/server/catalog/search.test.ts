import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { makeGoodsSearchable, search } from '../../../server/catalog/search.service'
import { findStatement } from '../../../server/catalog/search.repository'
import { readQuery } from '../../../server/catalog/search-text'
import { isRefusal } from '../../../src/contract/errors'
import { NOON, testApp } from '../../support/app'
import { aStore } from '../../support/factories'
import { aCategory, aSpecial, someGoods } from '../../support/factories-mall'

const { as, db } = await testApp()
const { id: storeId } = await aStore(db)
const fruit = await aCategory(db, { name: '水果', position: 1 })

const SHELF: readonly (readonly [name: string, aliases?: readonly string[], over?: object])[] = [
  ['西红柿', ['番茄', '洋柿子']],
  ['普罗旺斯番茄', ['水果番茄']],
  ['威宁黄心土豆', ['洋芋', '马铃薯']],
  ['洋芋片', ['薯片', '土豆片']],
  ['大白菜', ['白菜']],
  ['小白菜'],
  ['猪肉白菜水饺', ['饺子']],
  ['菠菜'],
  ['西兰花', ['绿花菜']],
  ['芥菜'],
  ['花蛤', ['蛤蜊']],
  ['丹东草莓', [], { category_id: fruit.id }],
  ['本地牧场鲜奶', ['鲜牛奶', '牛奶']],
  ['AD 钙奶 220 ml'],
  ['都匀毛尖', ['绿茶']],
  ['鲈鱼'],
  ['折耳根', ['鱼腥草']],
]
for (const [name, aliases = [], over = {}] of SHELF)
  await someGoods(db, storeId, { name, aliases: [...aliases], ...over })

const ask = async (q: string, query = '', store = storeId) => {
  const heard = await as().get(`/v1/stores/${store}/search?q=${encodeURIComponent(q)}${query}`)
  return {
    ...heard.body,
    names: heard.body.goods?.map(({ name }: { name: string }) => name) as string[],
  }
}

describe('the search', () => {
  it.each<readonly [q: string, first: string, ...then: string[]]>([
    // as they are called, the name before other names
    ['西红柿', '西红柿'],
    ['番茄', '西红柿', '普罗旺斯番茄'],
    ['土豆', '威宁黄心土豆', '洋芋片'],
    ['洋芋', '威宁黄心土豆', '洋芋片'],
    ['白菜', '大白菜', '小白菜', '猪肉白菜水饺'],
    ['鱼', '鲈鱼', '折耳根'],
    // pinyin, also when it has just been begun, and from the middle of a name
    ['xihongshi', '西红柿'],
    ['xih', '西红柿'],
    ['xi hong', '西红柿'],
    ["xi'hong's", '西红柿'],
    ['fanqie', '西红柿', '普罗旺斯番茄'],
    ['tudou', '威宁黄心土豆', '洋芋片'],
    ['XIHONGSHI', '西红柿'],
    ['ｘｉｈｏｎｇ', '西红柿'],
    // initials
    ['xhs', '西红柿'],
    ['fq', '西红柿', '普罗旺斯番茄'],
    ['ddcm', '丹东草莓'],
    ['cm', '丹东草莓'],
    // mixed
    ['西hong柿', '西红柿'],
    ['番qie', '西红柿', '普罗旺斯番茄'],
    ['ad钙奶', 'AD 钙奶 220 ml'],
    // characters that are read in two ways, and lü
    ['jiecai', '芥菜'],
    ['gaicai', '芥菜'],
    ['geli', '花蛤'],
    ['hali', '花蛤'],
    ['lvcha', '都匀毛尖'],
    ['lucha', '都匀毛尖'],
  ])('finds to the letter: %s', async (q, ...expected) => {
    const { names, near } = await ask(q)
    expect(near).toBe(false)
    expect(names.slice(0, expected.length)).toEqual(expected)
  })

  it.each([
    ['xihonshi', '西红柿', 'a letter left out'],
    ['xihongsshi', '西红柿', 'one too many'],
    ['xihingshi', '西红柿', 'a wrong one'],
    ['xihnogshi', '西红柿', 'two swapped'],
    ['sihongshi', '西红柿', 'the first one wrong'],
    ['xihonsi', '西红柿', 'as it is said here'],
    ['liunai', '本地牧场鲜奶', 'n and l'],
    ['caomie', '丹东草莓', 'two swapped in a word'],
    ['西红市', '西红柿', 'another character that sounds the same'],
    ['西蓝花', '西兰花', 'the other way to write it'],
    ['鲈雨', '鲈鱼', 'in two characters'],
    ['xihs', '西红柿', 'half spelt, half initials'],
  ])('finds what is near to %s: %s (%s)', async (q, expected) => {
    const { names, near, next } = await ask(q)
    expect([near, names[0], next]).toEqual([true, expected, null])
  })

  it.each(['电视机', 'dianshiji', 'qqqq', '!!', '🍅', '%', '_', "'; drop table goods", '\\', '^', '/'])(
    'finds nothing for %s and says so',
    async (q) => {
      expect(await ask(q)).toMatchObject({ names: [], near: false, next: null, categories: [] })
    },
  )

  it('answers every beginning of what is being typed', async () => {
    for (const word of ['西红柿', 'xihongshi', 'fanqie', 'caomei'])
      for (let letters = 1; letters <= word.length; letters++) {
        const { names, near } = await ask(word.slice(0, letters))
        expect([word.slice(0, letters), near]).toEqual([word.slice(0, letters), false])
        expect(names.length).toBeGreaterThan(0)
      }
  })

  it('knows what stands in this store, listed', async () => {
    const { id: other } = await aStore(db)
    await someGoods(db, other, { name: '蓝莓' })
    await someGoods(db, other, { name: '荔枝', listed: false })
    expect((await ask('蓝莓')).names).toEqual([])
    expect((await ask('蓝莓', '', other)).names).toEqual(['蓝莓'])
    expect((await ask('荔枝', '', other)).names).toEqual([])
    expect(await ask('lanmie', '', other)).toMatchObject({ names: ['蓝莓'], near: true })
    expect((await ask('lizi', '', other)).names).toEqual([])
  })

  it('puts what is popular first among what fits alike, and what is sold out last', async () => {
    const { id: other } = await aStore(db)
    await someGoods(db, other, { name: '红苹果', sold_30d: 5 })
    await someGoods(db, other, { name: '青苹果', sold_30d: 90 })
    await someGoods(db, other, { name: '黄苹果', sold_30d: 500, stock: 0 })
    await someGoods(db, other, { name: '苹果醋', sold_30d: 0 })
    expect((await ask('苹果', '', other)).names).toEqual(['苹果醋', '青苹果', '红苹果', '黄苹果'])
  })

  it('is filtered, counts by category what the other filters leave, and shows nothing near when all that fits was filtered out', async () => {
    const { id: other } = await aStore(db)
    const drinks = await aCategory(db, { name: '饮料', position: 5 })
    const apple = await someGoods(db, other, { name: '苹果', category_id: fruit.id, price_fen: 800 })
    await someGoods(db, other, { name: '苹果汁', category_id: drinks.id, price_fen: 500 })
    await someGoods(db, other, { name: '苹果干', category_id: drinks.id, stock: 0, price_fen: 900 })
    await aSpecial(db, other, apple.id, 450)
    const counts = (answer: { categories: { name: string; count: number }[] }) =>
      answer.categories.map(({ name, count }) => [name, count])
    const all = await ask('苹果', '', other)
    expect(counts(all)).toEqual([
      ['水果', 1],
      ['饮料', 2],
    ])
    const drink = await ask('苹果', `&category=${drinks.id}&available=yes`, other)
    expect(drink.names).toEqual(['苹果汁'])
    expect(counts(drink)).toEqual([
      ['水果', 1],
      ['饮料', 1],
    ])
    expect((await ask('苹果', '&special=yes', other)).names).toEqual(['苹果'])
    expect((await ask('苹果', '&order=cheap', other)).names).toEqual(['苹果', '苹果汁', '苹果干'])
    expect((await ask('苹果', '&order=dear', other)).names).toEqual(['苹果干', '苹果汁', '苹果'])
    expect(await ask('苹果汁', '&special=yes', other)).toMatchObject({ names: [], near: false, categories: [] })
  })

  it('comes by pages, each kind once', async () => {
    const { id: other } = await aStore(db)
    for (let i = 0; i < 45; i++) await someGoods(db, other, { name: `红心李 ${i} 号`, sold_30d: i % 3 })
    for (const order of ['fit', 'popular', 'cheap']) {
      const seen: string[] = []
      let after = ''
      for (let pages = 0; pages < 5; pages++) {
        const page = await ask('hongxinli', `&order=${order}${after}`, other)
        expect(page.near).toBe(false)
        seen.push(...page.goods.map(({ id }: { id: string }) => id))
        if (page.next === null) break
        after = `&after=${page.next}`
      }
      expect([order, seen.length, new Set(seen).size]).toEqual([order, 45, 45])
    }
  })
})

describe('goods that the search does not know yet', () => {
  it('are made searchable, once, by as many processes as want to', async () => {
    const { id: other } = await aStore(db)
    const late = await someGoods(db, other, { name: '枇杷', search_version: 0, search_names: '', search_grams: [] })
    const find = async () => {
      const found = await search(db, other, { q: 'pipa' }, NOON)
      return isRefusal(found) ? found : found.goods.map(({ id }) => id)
    }
    expect(await find()).toEqual([])
    const made = await Promise.all(Array.from({ length: 4 }, () => makeGoodsSearchable(db)))
    expect(made.reduce((a, b) => a + b)).toBe(1)
    expect(await find()).toEqual([late.id])
  })
})

describe('the statement', () => {
  it('looks goods up by their grams, whatever is asked', async () => {
    const plan = async (q: string): Promise<string> =>
      db.transaction().execute(async (tx) => {
        // so few goods are read faster without any index: what is asked is whether it could use it
        await sql`set local enable_seqscan = off`.execute(tx)
        const how = { order: 'fit', filters: { special: false, available: false }, after: null, now: NOON } as const
        const { rows } = await sql<
          Record<string, string>
        >`explain ${findStatement(storeId, readQuery(q)!, how)}`.execute(tx)
        return rows.map((row) => row['QUERY PLAN']).join('\n')
      })
    for (const q of ['西红柿', '菜', 'xihongshi', 'x', 'xhs', '西hong柿'])
      expect([q, (await plan(q)).includes('goods_by_grams')]).toEqual([q, true])
  })
})
