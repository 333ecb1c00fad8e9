import type { CartAnswer } from '../../../src/contract/cart'
import type { GoodsCard } from '../../../src/contract/shop'
import { CartStore } from '../../../src/features/cart/cart.store'
import type { Answer } from '../../../src/platform/answer'
import { fakeApi, good, type Heard, memory, numberedKeys } from '../../support/client'
import { aCart, aLine, handTimers, someGoods } from '../../support/client-mall'

export const GOODS = ['a', 'b', 'c', 'd'].map((id) => someGoods(id))
export const [A, B, C] = GOODS as [GoodsCard, GoodsCard, GoodsCard]

const CART = '/v1/stores/here/cart'

/**
 * A cart on a server as the API keeps it: what a key has done is answered again and not done again, a merge keeps the larger
 * quantity. `change` is what another phone of the same person does.
 */
export function aServer(start: Readonly<Record<string, number>> = {}) {
  const units = new Map(Object.entries(start))
  const chosen = new Map<string, boolean>()
  const done = new Map<string, Answer<CartAnswer>>()
  const state = (): CartAnswer =>
    aCart(
      [...units].map(([id, quantity]) => {
        const goods = GOODS.find((one) => one.id === id) ?? someGoods(id)
        return aLine(goods, quantity, { chosen: chosen.get(id) ?? true })
      }),
    )
  const put = (id: string, quantity: number): void => void (quantity === 0 ? units.delete(id) : units.set(id, quantity))

  function act({ path, body }: Heard): void {
    const {
      quantity,
      lines,
      goodsIds,
      chosen: on,
    } = (body ?? {}) as {
      quantity?: number
      lines?: { goodsId: string; quantity: number }[]
      goodsIds?: string[]
      chosen?: boolean
    }
    if (quantity !== undefined) put(path.split('/').at(-1) ?? '', quantity)
    if (goodsIds) for (const id of goodsIds) chosen.set(id, on ?? true)
    if (path.endsWith('/merge') && lines) {
      for (const line of lines) put(line.goodsId, Math.max(line.quantity, units.get(line.goodsId) ?? 0))
    }
  }

  return {
    units,
    change: put,
    answer(heard: Heard): Answer<CartAnswer> {
      if (heard.path.endsWith('/look')) {
        const { lines } = heard.body as { lines: { goodsId: string; quantity: number }[] }
        return good(aCart(lines.map(({ goodsId, quantity }) => aLine(someGoods(goodsId), quantity))))
      }
      const known = heard.key ? done.get(heard.key) : undefined
      if (known) return known
      act(heard)
      const answer = good(state())
      if (heard.key) done.set(heard.key, answer)
      return answer
    },
  }
}

let phones = 0

/** A phone with a cart; `signedIn` may change while it is used. */
export function aPhone(
  answerTo: (heard: Heard) => Answer<unknown> | Promise<Answer<unknown>>,
  { signedIn = true, storage = memory() } = {},
) {
  const { api, heard } = fakeApi(answerTo)
  const timers = handTimers()
  const person = { signedIn }
  const name = `phone ${++phones}`
  const number = numberedKeys()
  const cart = new CartStore({
    api,
    storage,
    storeId: 'here',
    newKey: async () => `${name}: ${await number()}`,
    later: timers.later,
    signedIn: () => person.signedIn,
  })
  const writes = () => heard.filter(({ path, body }) => body !== undefined && !path.endsWith('/look'))
  return { cart, heard, writes, timers, storage, person }
}

export const shown = (cart: CartStore): Record<string, number> =>
  Object.fromEntries(cart.lines.map(({ goods, quantity }) => [goods.id, quantity]))

/** The quantities sent for one kind of goods, in order. */
export const sentFor = (writes: readonly Heard[], id: string): number[] =>
  writes.filter(({ path }) => path === `${CART}/${id}`).map(({ body }) => (body as { quantity: number }).quantity)
