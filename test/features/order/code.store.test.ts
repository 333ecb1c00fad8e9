import { describe, expect, it } from 'vitest'
import type { OrderCodeAnswer } from '../../../src/contract/order'
import { MINUTE, plus, SECOND } from '../../../src/domain/time'
import { orderCode } from '../../../src/features/order/code.store'
import type { Answer } from '../../../src/platform/answer'
import { fakeApi, good, NOON, refused, settle } from '../../support/client'
import { storeCard } from '../delivery-range/harness'
import { anOrder, aSummary } from './an-order'

const CODES: OrderCodeAnswer = {
  order: aSummary(),
  store: storeCard(),
  digits: '48276093',
  digitsUntil: plus(NOON, 30 * MINUTE),
  qrs: [{ text: 'XS2-1', from: NOON, until: plus(NOON, 10 * MINUTE) }],
  notes: ['鲈鱼称重 612g，已退 ¥3.20（多退少不补）'],
}

function harness(code: () => Answer<unknown>, look: () => Answer<unknown> = () => good(anOrder({ state: 'ready' }))) {
  let now = NOON
  const fake = fakeApi(({ path }) => (path.endsWith('/code') ? code() : look()))
  const store = orderCode(fake.api, 'o1')
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i++) {
      now = plus(now, SECOND)
      store.tick(now)
      await settle()
    }
  }
  return { ...fake, store, pass, asked: () => fake.heard.filter(({ path }) => path.endsWith('/code')).length }
}

describe('the pickup code', () => {
  it('gives way to 已取货 a few seconds after the clerk has handed it over', async () => {
    let state: 'ready' | 'collected' = 'ready'
    const { store, pass } = harness(
      () => good(CODES),
      () => good(anOrder({ state })),
    )
    await store.shown(NOON)
    await pass(10)
    expect([store.codeAt(NOON).qr?.text, store.verified]).toEqual(['XS2-1', null])
    state = 'collected'
    await pass(5)
    expect(store.verified?.id).toBe('o1')
  })

  it('opened after it was collected says so, also when the refusal comes first', async () => {
    const { store } = harness(
      () => refused('ORDER_MOVED', { state: 'collected' }),
      () => good(anOrder({ state: 'collected' })),
    )
    await store.shown(NOON)
    expect(store.verified).not.toBe(null)
  })

  it('a cancelled order has no code and is not taken for collected', async () => {
    const { store } = harness(
      () => refused('ORDER_MOVED', { state: 'cancelled' }),
      () => good(anOrder({ state: 'cancelled' })),
    )
    await store.shown(NOON)
    expect([store.refusal?.code, store.verified]).toEqual(['ORDER_MOVED', null])
  })

  it('not ready yet becomes the code by itself, asked for once in ten seconds', async () => {
    let ready = false
    const { store, pass, asked } = harness(() => (ready ? good(CODES) : refused('ORDER_NOT_READY')))
    await store.shown(NOON)
    await pass(19)
    expect([store.refusal?.code, asked()]).toEqual(['ORDER_NOT_READY', 2])
    ready = true
    await pass(1)
    expect([store.refusal, store.codes?.digits]).toEqual([null, '48276093'])
  })
})
