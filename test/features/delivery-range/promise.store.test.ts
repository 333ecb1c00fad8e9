import { describe, expect, it } from 'vitest'
import { PromiseStore } from '../../../src/features/delivery-range/promise.store'
import { KEPT_DOOR } from '../../../src/features/delivery-range/kept-door'
import { HOUR, plus } from '../../../src/domain/time'
import type { Answer } from '../../../src/platform/answer'
import { fakeApi, good, later, lost, memory, NOON, settle } from '../../support/client'

const at = { lat: 26.8, lng: 104.2, datum: 'gcj02' }
const door = (words: string) => ({ at, words, parts: null })
const inside = {
  verdict: 'inside',
  zone: { earliestSlot: { opensAt: plus(NOON, 2 * HOUR), closesAt: plus(NOON, 3 * HOUR) } },
}

function aLine(answerTo: () => Answer<unknown> | Promise<Answer<unknown>>, kept: unknown = door('阳光花园 3 栋')) {
  const storage = memory()
  if (kept) storage.write(KEPT_DOOR, kept)
  const { api, heard } = fakeApi(answerTo)
  return { line: new PromiseStore({ api, storage }), heard, storage }
}

describe('the line above the shop', () => {
  it('asks where somebody lives as long as nobody has said it, and asks the server nothing', async () => {
    const { line, heard } = aLine(() => good(inside), null)
    await line.load()
    expect(line.at(NOON).title).toBe('能送到你家吗？')
    expect(heard).toEqual([])
  })

  it('says where to and when at the earliest', async () => {
    const { line } = aLine(() => good(inside))
    await line.load()
    expect(line.at(NOON)).toEqual({ title: '阳光花园 3 栋', words: '能送到，最快今天 14:00' })
  })

  it('says where to and promises nothing while there is no answer', async () => {
    const { line } = aLine(() => lost)
    await line.load()
    expect(line.at(NOON)).toEqual({ title: '阳光花园 3 栋', words: '' })
  })

  it('an answer for a door that was left meanwhile is not said of the new one', async () => {
    const slow = later<Answer<unknown>>()
    let asked = 0
    const { line, storage } = aLine(() => (++asked === 1 ? slow.promise : lost))
    const first = line.load()
    await settle()
    storage.write(KEPT_DOOR, door('学府路 8 号'))
    await line.load()
    slow.answer(good(inside))
    await first
    expect(line.at(NOON)).toEqual({ title: '学府路 8 号', words: '' })
  })
})
