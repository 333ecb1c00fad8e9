import { describe, expect, it } from 'vitest'
import type { SearchAnswer } from '../../../src/contract/shop'
import { SearchStore } from '../../../src/features/shop/search.store'
import type { Answer } from '../../../src/platform/answer'
import { fakeApi, good, type Heard, later, memory, settle } from '../../support/client'
import { handTimers, someGoods } from '../../support/client-mall'

const found = (...ids: string[]): SearchAnswer => ({
  goods: ids.map((id) => someGoods(id)),
  next: null,
  categories: [
    { id: 'vegetables', name: '蔬菜', picture: 'leafy-green', count: 2 },
    { id: 'fruit', name: '水果', picture: 'pear', count: 1 },
  ],
  near: false,
})

function aField(answerTo: (heard: Heard) => Answer<unknown> | Promise<Answer<unknown>>, storage = memory()) {
  const { api, heard } = fakeApi(answerTo)
  const timers = handTimers()
  const search = new SearchStore({ api, storage, later: timers.later, storeId: 'here', session: 'required' })
  const asked = () => heard.map(({ query }) => query?.q)
  return { search, heard, timers, storage, asked }
}
const ids = (search: SearchStore): string[] | undefined => search.pages?.goods?.map(({ id }) => id)

describe('searching while typing', () => {
  it('asks when the fingers rest, not letter by letter', async () => {
    const { search, timers, asked } = aField(() => good(found('a')))
    for (const text of ['x', 'xh', 'xhs']) search.type(text)
    expect(asked()).toEqual([])
    timers.runAll()
    await settle()
    expect([asked(), ids(search)]).toEqual([['xhs'], ['a']])
  })

  it('the latest text wins, whenever its answer comes', async () => {
    const slow = later<Answer<unknown>>()
    const { search, timers } = aField(({ query }) => (query?.q === '番' ? slow.promise : good(found('tomato'))))
    search.type('番')
    timers.runAll()
    search.type('番茄')
    timers.runAll()
    await settle()
    slow.answer(good(found('pumpkin')))
    await settle()
    expect(ids(search)).toEqual(['tomato'])
  })

  it('what was found stays on screen until the next answer is there', async () => {
    const slow = later<Answer<unknown>>()
    const { search, timers } = aField(({ query }) => (query?.q === '番茄' ? slow.promise : good(found('a', 'b'))))
    search.type('番')
    timers.runAll()
    await settle()
    search.type('番茄')
    timers.runAll()
    await settle()
    expect(ids(search)).toEqual(['a', 'b'])
    slow.answer(good(found('a')))
    await settle()
    expect(ids(search)).toEqual(['a'])
  })

  it('an emptied field shows nothing found, also when an answer still comes', async () => {
    const slow = later<Answer<unknown>>()
    const { search, timers } = aField(() => slow.promise)
    search.type('番茄')
    timers.runAll()
    search.type('')
    slow.answer(good(found('a')))
    await settle()
    expect(search.pages).toBe(null)
  })

  it('says when nothing fits to the letter', async () => {
    const { search } = aField(() => good({ ...found('a'), near: true }))
    search.search('西洪柿')
    await settle()
    expect(search.near).toBe(true)
  })
})

describe('narrowing down', () => {
  it('filters and order travel with the question; the categories to choose from stay those of the whole', async () => {
    const { search, heard } = aField(({ query }) =>
      good(query?.category ? { ...found('a'), categories: [] } : found('a', 'b', 'c')),
    )
    search.search('菜')
    await settle()
    search.filter({ category: 'fruit', available: true, order: 'cheap' })
    await settle()
    expect(heard.at(-1)?.query).toEqual({
      q: '菜',
      after: undefined,
      category: 'fruit',
      available: 'yes',
      order: 'cheap',
    })
    expect(search.categories.map(({ id }) => id)).toEqual(['vegetables', 'fruit'])
  })

  it('another search begins without filters once the field was emptied', async () => {
    const { search } = aField(() => good(found('a')))
    search.search('菜')
    search.filter({ special: true })
    search.clear()
    expect(search.filters.special).toBe(false)
  })
})

describe('what was looked for', () => {
  it('is remembered on the phone, latest first, each once, ten at most, and can be forgotten', () => {
    const { search, storage } = aField(() => good(found('a')))
    for (let i = 0; i < 12; i++) search.search(`菜 ${i}`)
    search.search('菜 5')
    expect(search.history.length).toBe(10)
    expect(search.history.slice(0, 3)).toEqual(['菜 5', '菜 11', '菜 10'])
    expect(aField(() => good(found()), storage).search.history).toEqual(search.history)
    search.forgetHistory()
    expect([search.history, storage.read('searches')]).toEqual([[], null])
  })

  it('typing alone is not remembered; opening what was found is', async () => {
    const { search, timers } = aField(() => good(found('a')))
    search.type('番')
    timers.runAll()
    await settle()
    expect(search.history).toEqual([])
    search.remember()
    expect(search.history).toEqual(['番'])
  })
})
