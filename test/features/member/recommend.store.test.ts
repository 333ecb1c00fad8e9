import { describe, expect, it } from 'vitest'
import type { MeAnswer } from '../../../src/contract/resident'
import { RecommendStore } from '../../../src/features/member/recommend.store'
import { ResidentStore } from '../../../src/features/member/resident.store'
import type { Answer } from '../../../src/platform/answer'
import { fakeApi, good, later, lost, settle } from '../../support/client'

const me: MeAnswer = { shareCode: 'S', since: 1, remindBeforeEnd: true, recommend: true, unread: 0, staff: null }

async function aSwitch(answerTo: () => Answer<unknown> | Promise<Answer<unknown>>) {
  const { api, heard } = fakeApi(({ body }) => (body ? answerTo() : good(me)))
  const resident = new ResidentStore(api)
  const recommend = new RecommendStore({ api, me: resident.me })
  expect(recommend.on).toBe(null)
  await resident.load()
  return { recommend, writes: () => heard.filter(({ body }) => body) }
}

describe('个性推荐', () => {
  it('turns at once, is sent alone, and takes no second tap meanwhile', async () => {
    const slow = later<Answer<unknown>>()
    const { recommend, writes } = await aSwitch(() => slow.promise)
    void recommend.turn(false)
    void recommend.turn(true)
    expect([recommend.on, recommend.busy]).toEqual([false, true])
    slow.answer(good({ ...me, recommend: false }))
    await settle()
    expect([recommend.on, recommend.busy]).toEqual([false, false])
    expect(writes().map(({ body }) => body)).toEqual([{ recommend: false }])
  })

  it('turns back when the answer does not come, and says so', async () => {
    const { recommend } = await aSwitch(() => lost)
    await recommend.turn(false)
    expect([recommend.on, recommend.error?.code]).toEqual([true, 'NETWORK'])
  })
})
