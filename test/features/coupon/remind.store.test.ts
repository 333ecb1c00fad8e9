import { describe, expect, it } from 'vitest'
import type { MeAnswer } from '../../../src/contract/resident'
import { RemindStore } from '../../../src/features/coupon/remind.store'
import { Loadable } from '../../../src/platform/loadable'
import { fakeApi, good, lost, settle } from '../../support/client'

const me: MeAnswer = { shareCode: 'S', since: 0, remindBeforeEnd: false, recommend: true, unread: 0, staff: null }

async function harness(answer: ReturnType<typeof good> | typeof lost, says = true) {
  const order: string[] = []
  const { api } = fakeApi(({ path, body }) => {
    if (path.endsWith('settings')) order.push(`put ${JSON.stringify(body)}`)
    return answer
  })
  const loadable = new Loadable<MeAnswer>(async () => good(me))
  await loadable.load()
  const consents = {
    ask: () => {
      order.push('asked')
      return Promise.resolve(says)
    },
  }
  return { store: new RemindStore({ api, me: loadable, consents: () => consents }), order, loadable }
}

describe('到期前提醒我', () => {
  it('KF-36: asks WeChat first in the tap, then tells the API', async () => {
    const { store, order } = await harness(good({ done: true }))
    const tap = store.turn(true)
    expect(order).toEqual(['asked'])
    expect(store.on).toBe(true)
    await tap
    expect(order).toEqual(['asked', 'put {"remindBeforeEnd":true}'])
    expect(store.on).toBe(true)
    expect(store.allowed).toBe(true)
  })

  it('is on without the leave of WeChat too, and says that only the inbox will remind', async () => {
    const { store } = await harness(good({ done: true }), false)
    await store.turn(true)
    expect(store.on).toBe(true)
    expect(store.allowed).toBe(false)
  })

  it('turning off asks WeChat nothing', async () => {
    const { store, order } = await harness(good({ done: true }))
    await store.turn(true)
    await store.turn(false)
    expect(order.filter((one) => one === 'asked').length).toBe(1)
    expect(store.on).toBe(false)
  })

  it('jumps back when it did not get through, and says why', async () => {
    const { store } = await harness(lost)
    const tap = store.turn(true)
    expect(store.on).toBe(true)
    await settle()
    await tap
    expect(store.on).toBe(false)
    expect(store.error?.code).toBe('NETWORK')
  })
})
