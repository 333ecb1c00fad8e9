import { describe, expect, it } from 'vitest'
import type { CartAnswer } from '../../../src/contract/cart'
import { CHECKOUT } from '../../../src/features/cart/cart.store'
import type { Answer } from '../../../src/platform/answer'
import { good, later, lost, memory, refused, settle } from '../../support/client'
import { aCart, aLine, someGoods } from '../../support/client-mall'
import { A, aPhone, aServer, B, C, sentFor, shown } from './server'

describe('a stepper', () => {
  it('shows what was tapped at once; the server’s answer wins', async () => {
    const slow = later<Answer<CartAnswer>>()
    const { cart } = aPhone((heard) => (heard.body ? slow.promise : good(aCart([]))))
    await cart.load()
    cart.set(A, 3)
    expect(cart.quantityOf('a')).toBe(3)
    expect(cart.settled).toBe(false)
    slow.answer(good(aCart([aLine(A, 2)])))
    await settle()
    expect(cart.quantityOf('a')).toBe(2)
    expect(cart.settled).toBe(true)
  })

  it('tapped five times in a hurry sends the first wish and the last, one request at a time', async () => {
    const server = aServer()
    const gates: (() => void)[] = []
    let open = 0
    const { cart, writes } = aPhone(async (heard) => {
      if (!heard.body) return server.answer(heard)
      expect(++open).toBe(1)
      await new Promise<void>((resolve) => gates.push(resolve))
      open--
      return server.answer(heard)
    })
    await cart.load()
    for (const quantity of [1, 2, 3, 4, 5]) {
      cart.set(A, quantity)
      await settle()
    }
    gates.shift()?.()
    await settle()
    gates.shift()?.()
    await settle()
    expect(sentFor(writes(), 'a')).toEqual([1, 5])
    expect(server.units.get('a')).toBe(5)
    expect(cart.quantityOf('a')).toBe(5)
  })

  it('two kinds tapped one after the other never lose one another: an answer that knows less does not overtake', async () => {
    const server = aServer()
    const { cart } = aPhone(async (heard) => {
      // the first write takes long
      if (heard.path.endsWith('/a')) for (let i = 0; i < 10; i++) await Promise.resolve()
      return server.answer(heard)
    })
    await cart.load()
    cart.set(A, 1)
    cart.set(B, 2)
    expect(shown(cart)).toEqual({ a: 1, b: 2 })
    await settle()
    await settle()
    expect(shown(cart)).toEqual({ a: 1, b: 2 })
    expect(cart.settled).toBe(true)
  })

  it('back at 0 takes the line out, and can be undone', async () => {
    const server = aServer({ a: 2 })
    const { cart } = aPhone(server.answer)
    await cart.load()
    cart.set(A, 0)
    expect(cart.lines).toEqual([])
    await settle()
    expect(server.units.has('a')).toBe(false)
    cart.putBack()
    await settle()
    expect(server.units.get('a')).toBe(2)
    expect(cart.takenOut).toBe(null)
  })

  it('a refusal is said, and the line is again what the server has', async () => {
    const server = aServer({ a: 2 })
    const { cart } = aPhone((heard) => (heard.body ? refused('CART_FULL', { most: 60 }) : server.answer(heard)))
    await cart.load()
    cart.set(B, 1)
    expect(cart.quantityOf('b')).toBe(1)
    await settle()
    expect(shown(cart)).toEqual({ a: 2 })
    expect(cart.refusals.get('b')).toContain('CART_FULL')
  })

  it('while the server has not said what it comes to, the total moves with the price of what was tapped', async () => {
    const dear = someGoods('x', { price: 1000 })
    const { cart } = aPhone((heard) =>
      heard.body ? new Promise<Answer<CartAnswer>>(() => undefined) : good(aCart([aLine(dear, 2)])),
    )
    await cart.load()
    expect(cart.total).toBe(2000)
    cart.set(dear, 3)
    expect(cart.total).toBe(3000)
    cart.choose(['x'], false)
    expect(cart.total).toBe(0)
  })
})

describe('a weak network', () => {
  it('a wish whose answer got lost is repeated with its key before anything else, and the last wish wins', async () => {
    const server = aServer()
    let dying = true
    const { cart, writes, timers } = aPhone((heard) => {
      const answer = server.answer(heard)
      return heard.body && dying ? lost : answer
    })
    await cart.load()
    cart.set(A, 1)
    await settle()
    expect(cart.queue.stuck?.code).toBe('NETWORK')
    expect(cart.quantityOf('a')).toBe(1)
    dying = false
    cart.set(A, 4)
    await settle()
    expect(sentFor(writes(), 'a')).toEqual([1, 1, 4])
    expect(writes()[0]?.key).toBe(writes()[1]?.key)
    expect(writes()[2]?.key).not.toBe(writes()[1]?.key)
    expect([server.units.get('a'), cart.queue.stuck, timers.pauses()]).toEqual([4, null, []])
  })

  it('tries again by itself, less often each time', async () => {
    let dead = true
    const server = aServer()
    const { cart, timers } = aPhone((heard) => (heard.body && dead ? lost : server.answer(heard)))
    await cart.load()
    cart.set(A, 1)
    await settle()
    const [first] = timers.pauses()
    timers.runAll()
    await settle()
    expect(timers.pauses()[0]).toBeGreaterThan(first ?? Number.NaN)
    dead = false
    timers.runAll()
    await settle()
    expect([server.units.get('a'), cart.queue.isEmpty]).toEqual([1, true])
  })

  it('a restart in the middle forgets nothing: the same key is asked again, and the cart of last time is shown with its age', async () => {
    const storage = memory()
    const server = aServer({ b: 1 })
    const before = aPhone((heard) => (heard.body ? lost : server.answer(heard)), { storage })
    await before.cart.load()
    storage.write('cart.here', { ...aCart([aLine(B, 1)]), asOf: 77 })
    before.cart.set(A, 2)
    await settle()

    const after = aPhone(() => lost, { storage })
    await after.cart.load()
    expect(shown(after.cart)).toEqual({ a: 2, b: 1 })
    expect(after.cart.keptAt).toBe(77)

    const online = aPhone(server.answer, { storage })
    await online.cart.load()
    expect(online.writes()[0]?.key).toBe(before.writes()[0]?.key)
    expect(shown(online.cart)).toEqual({ b: 1, a: 2 })
  })

  it('an answer about the cart that was asked for before a tap does not undo the tap', async () => {
    const server = aServer()
    const slow = later<void>()
    let first = true
    const { cart } = aPhone(async (heard) => {
      if (heard.body || !first) return server.answer(heard)
      first = false
      const old = server.answer(heard)
      await slow.promise
      return old
    })
    const loading = cart.load()
    await settle()
    cart.set(A, 1)
    await settle()
    slow.answer()
    await loading
    expect(shown(cart)).toEqual({ a: 1 })
  })
})

describe('two phones', () => {
  it('what another phone put in is there as soon as the server has been heard', async () => {
    const server = aServer()
    const [one, two] = [aPhone(server.answer), aPhone(server.answer)]
    await Promise.all([one.cart.load(), two.cart.load()])
    one.cart.set(A, 2)
    await settle()
    two.cart.set(B, 1)
    await settle()
    expect(shown(two.cart)).toEqual({ a: 2, b: 1 })
    await one.cart.load()
    expect(shown(one.cart)).toEqual({ a: 2, b: 1 })
  })

  it('the later of two wishes for one line stays', async () => {
    const server = aServer({ a: 1 })
    const [one, two] = [aPhone(server.answer), aPhone(server.answer)]
    await Promise.all([one.cart.load(), two.cart.load()])
    one.cart.set(A, 5)
    await settle()
    two.cart.set(A, 2)
    await settle()
    await one.cart.load()
    expect([one.cart.quantityOf('a'), two.cart.quantityOf('a')]).toEqual([2, 2])
  })
})

describe('what changed since last time', () => {
  const news = aCart([aLine(A, 1, { changed: { was: 400, is: 350 } }), aLine(B, 2)], { notes: ['菜 a 降了 ¥0.5'] })

  it('is said on the line and in a sentence until the cart has been left', async () => {
    const { cart } = aPhone((heard) => good(heard.body ? aCart([aLine(A, 2), aLine(B, 2)]) : news))
    await cart.visit()
    expect(cart.said).toEqual(['菜 a 降了 ¥0.5'])
    expect(cart.changes.get('a')).toEqual({ was: 400, is: 350 })
    cart.set(A, 2)
    await settle()
    expect(cart.said).toEqual(['菜 a 降了 ¥0.5'])
    cart.leave()
    expect([cart.said, cart.changes.size]).toEqual([[], 0])
  })

  it('heard on another page it is still new in the cart', async () => {
    let asked = 0
    const { cart } = aPhone(() => good(++asked === 1 ? news : aCart([aLine(A, 1), aLine(B, 2)])))
    await cart.load()
    await cart.visit()
    expect(cart.said).toEqual(['菜 a 降了 ¥0.5'])
  })
})

describe('choosing lines', () => {
  it('one, then all: only what is still true is sent', async () => {
    const server = aServer({ a: 1, b: 1 })
    const gate = later<void>()
    const { cart, writes } = aPhone(async (heard) => {
      if (heard.body) await gate.promise
      return server.answer(heard)
    })
    await cart.load()
    cart.set(A, 2)
    await settle()
    cart.choose(['a'], false)
    cart.choose(['b'], false)
    cart.chooseAll(true)
    expect(cart.isAllChosen).toBe(true)
    gate.answer()
    await settle()
    expect(writes().map(({ body }) => body)).toEqual([{ quantity: 2 }, { goodsIds: ['a', 'b'], chosen: true }])
  })

  it('the checkout gets the chosen lines with as much as can be had', async () => {
    const short = aLine(B, 5, { trouble: { code: 'GOODS_SHORT', words: '只剩 2 份', most: 2 } })
    const gone = aLine(C, 1, { trouble: { code: 'GOODS_UNAVAILABLE', words: '下架了', most: 0 } })
    const out = aLine(someGoods('d'), 1, { chosen: false })
    const { cart, storage } = aPhone(() => good(aCart([aLine(A, 3), short, gone, out])))
    await cart.load()
    expect(await cart.toCheckout()).toBe(true)
    expect(storage.read(CHECKOUT)).toEqual({
      storeId: 'here',
      lines: [
        { goodsId: 'a', quantity: 3 },
        { goodsId: 'b', quantity: 2 },
      ],
    })
  })

  it('with nothing chosen nobody goes there', async () => {
    const { cart, storage } = aPhone(() => good(aCart([aLine(A, 3, { chosen: false })])))
    await cart.load()
    expect(await cart.toCheckout()).toBe(false)
    expect(storage.read(CHECKOUT)).toBe(null)
  })
})
