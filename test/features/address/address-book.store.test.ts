import { describe, expect, it } from 'vitest'
import { AddressBookStore } from '../../../src/features/address/address-book.store'
import { fakeApi, good, lost } from '../../support/client'

const at = { lat: 26.86, lng: 104.28, datum: 'gcj02' as const }
const HOME = { id: 'a1', name: '张三', phone: '13800000000', place: '阳光花园', detail: '3栋', at, isDefault: false }

describe('the address book', () => {
  it('makes one the usual one by its own words, and shows the book as it is then', async () => {
    let usual = false
    const { api, heard } = fakeApi(({ body }) => {
      if (body) usual = true
      return good({ addresses: [{ ...HOME, isDefault: usual }] })
    })
    const book = new AddressBookStore(api)
    await book.load()
    await book.makeUsual(HOME)
    const { id: _, ...body } = HOME
    expect(heard[1]).toEqual({ path: '/v1/addresses/a1', body: { ...body, isDefault: true } })
    expect(book.addresses.value?.addresses[0]?.isDefault).toBe(true)
  })

  it('asks before it deletes; what did not get through is still there, with the reason', async () => {
    const deleted: string[] = []
    let dead = true
    const { api } = fakeApi(() => good({ addresses: [HOME] }))
    const book = new AddressBookStore({
      ...api,
      delete: async (path) => (dead ? lost : (deleted.push(path), good({}))) as never,
    })
    await book.load()
    await book.remove()
    expect(deleted).toEqual([])
    book.askRemoval(HOME)
    await book.remove()
    expect([book.removing, book.error?.code]).toEqual([HOME, 'NETWORK'])
    dead = false
    await book.remove()
    expect([deleted, book.removing, book.error]).toEqual([['/v1/addresses/a1'], null, null])
  })
})
