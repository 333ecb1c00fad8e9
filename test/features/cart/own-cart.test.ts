import { describe, expect, it } from 'vitest'
import { good, lost, memory, refused, settle } from '../../support/client'
import { aCart } from '../../support/client-mall'
import { A, aPhone, aServer, B, shown } from './server'

const nobody = refused('OPEN_IN_WECHAT')
/** Nobody can be signed in; the look at a cart is public. */
const outside = (server: ReturnType<typeof aServer>) => (heard: Parameters<typeof server.answer>[0]) =>
  heard.path.endsWith('/look') ? server.answer(heard) : nobody

describe('the phone’s own cart', () => {
  it('keeps what nobody signed in has chosen, priced by the server, over a restart', async () => {
    const storage = memory()
    const server = aServer()
    const before = aPhone(outside(server), { signedIn: false, storage })
    await before.cart.load()
    before.cart.set(A, 2)
    before.cart.set(B, 1)
    await settle()
    expect(before.cart.total).toBe(3 * 350)
    expect(before.cart.settled).toBe(true)

    const after = aPhone(outside(server), { signedIn: false, storage })
    await after.cart.load()
    expect(shown(after.cart)).toEqual({ b: 1, a: 2 })
    expect([...server.units]).toEqual([])
  })

  it('is asked the price of as it is last: taps while a question is under way are one further question', async () => {
    const server = aServer()
    const { cart, heard } = aPhone(outside(server), { signedIn: false })
    await cart.load()
    for (const quantity of [1, 2, 3, 4]) cart.set(A, quantity)
    await settle()
    const looks = heard.filter(({ path }) => path.endsWith('/look'))
    expect(looks.length).toBeLessThanOrEqual(2)
    expect(looks.at(-1)?.body).toEqual({ lines: [{ goodsId: 'a', quantity: 4 }] })
  })

  it('lines that are not chosen stay where they are and are not priced', async () => {
    const server = aServer()
    const { cart } = aPhone(outside(server), { signedIn: false })
    await cart.load()
    cart.set(A, 1)
    cart.set(B, 1)
    await settle()
    cart.choose(['a'], false)
    await settle()
    expect(cart.lines.map(({ goods, chosen }) => [goods.id, chosen])).toEqual([
      ['b', true],
      ['a', false],
    ])
    expect(cart.total).toBe(350)
  })
})

describe('signing in', () => {
  it('hands the phone’s cart over once: the larger quantity of both stays, and the phone is empty', async () => {
    const server = aServer({ a: 1, b: 5 })
    const phone = aPhone(server.answer, { signedIn: false })
    phone.cart.set(A, 3)
    phone.cart.set(B, 2)
    await settle()
    phone.person.signedIn = true
    await phone.cart.load()
    await phone.cart.load()
    expect(Object.fromEntries(server.units)).toEqual({ a: 3, b: 5 })
    expect(shown(phone.cart)).toEqual({ a: 3, b: 5 })
    expect(phone.writes().filter(({ path }) => path.endsWith('/merge')).length).toBe(1)
    expect(phone.cart.own.isEmpty).toBe(true)
    expect([...phone.storage.kept.keys()].filter((key) => key.startsWith('own-cart'))).toEqual([])
  })

  it('a merge whose answer was lost is repeated with the same key and the same lines, also after a restart', async () => {
    const storage = memory()
    const server = aServer()
    const before = aPhone(
      (heard) => {
        const answer = server.answer(heard)
        return heard.path.endsWith('/merge') ? lost : answer
      },
      { signedIn: false, storage },
    )
    before.cart.set(A, 3)
    await settle()
    before.person.signedIn = true
    await before.cart.load()
    expect(shown(before.cart)).toEqual({ a: 3 })

    const after = aPhone(server.answer, { storage })
    await after.cart.load()
    const merges = [...before.writes(), ...after.writes()].filter(({ path }) => path.endsWith('/merge'))
    expect(merges.length).toBe(2)
    expect(merges[0]).toEqual(merges[1])
    expect(shown(after.cart)).toEqual({ a: 3 })
    expect(after.cart.own.isEmpty).toBe(true)
  })

  it('what was tapped while the answer was missing is not undone by it: less stays less, gone stays gone', async () => {
    const server = aServer()
    let dying = true
    const phone = aPhone(
      (heard) => {
        const answer = server.answer(heard)
        return heard.path.endsWith('/merge') && dying ? lost : answer
      },
      { signedIn: false },
    )
    phone.cart.set(A, 3)
    phone.cart.set(B, 2)
    await settle()
    phone.person.signedIn = true
    await phone.cart.load()
    phone.cart.set(A, 1)
    phone.cart.set(B, 0)
    dying = false
    await phone.cart.load()
    await settle()
    expect(Object.fromEntries(server.units)).toEqual({ a: 1 })
    expect(shown(phone.cart)).toEqual({ a: 1 })
  })

  it('a line that was not chosen is not chosen afterwards', async () => {
    const server = aServer()
    const phone = aPhone(server.answer, { signedIn: false })
    phone.cart.set(A, 1)
    phone.cart.set(B, 1)
    phone.cart.choose(['a'], false)
    await settle()
    phone.person.signedIn = true
    await phone.cart.load()
    await settle()
    expect(phone.cart.lines.map(({ goods, chosen }) => [goods.id, chosen])).toEqual([
      ['a', false],
      ['b', true],
    ])
  })

  it('on the way to the checkout the phone’s cart is handed over first; where nobody can sign in, one stays and is told why', async () => {
    const server = aServer()
    const stranger = aPhone(outside(server), { signedIn: false })
    stranger.cart.set(A, 1)
    await settle()
    expect(await stranger.cart.toCheckout()).toBe(false)
    expect(stranger.cart.refusal).toContain('OPEN_IN_WECHAT')
    expect(shown(stranger.cart)).toEqual({ a: 1 })

    const neighbour = aPhone(server.answer, { signedIn: false })
    neighbour.cart.set(A, 1)
    await settle()
    expect(await neighbour.cart.toCheckout()).toBe(true)
    expect(server.units.get('a')).toBe(1)
  })

  it('first of all, an empty phone asks what the server has, and nothing else', async () => {
    const { cart, heard } = aPhone(() => good(aCart([])))
    await cart.load()
    expect(heard.length).toBe(1)
    expect(cart.value).toEqual([])
  })
})
