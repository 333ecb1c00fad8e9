import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aKey, testApp } from '../../support/app'
import { aStaffMember, aStore } from '../../support/factories'
import { someGoods } from '../../support/factories-mall'

const { as, db } = await testApp()
const store = await aStore(db)
const manager = await aStaffMember(db, store.id, 'manager', '周店长')
const url = (goodsId: string): string => `/v1/staff/stores/${store.id}/goods/${goodsId}/stock`
const stockOf = async (goodsId: string): Promise<number> =>
  (await db.selectFrom('store_goods').select('available').where('goods_id', '=', goodsId).executeTakeFirstOrThrow())
    .available

describe('moving stock by hand', () => {
  it('counts what came in, what was thrown away and what was counted, with who did it', async () => {
    const { id } = await someGoods(db, store.id, { stock: 10 })
    const moves = [
      [{ kind: 'received', units: 20, reason: '早上到货' }, 30],
      [{ kind: 'wasted', units: 3, reason: '压坏' }, 27],
      [{ kind: 'adjusted', units: -2, reason: '盘点' }, 25],
      [{ kind: 'adjusted', units: 1, reason: '盘点' }, 26],
    ] as const
    for (const [body, stock] of moves)
      expect((await as(manager).post(url(id), body)).body).toEqual({ goodsId: id, stock, held: 0 })
    const entries = await db
      .selectFrom('stock_entry')
      .select(['kind', 'available_delta', 'reason', 'staff_id'])
      .where('goods_id', '=', id)
      .where('staff_id', 'is not', null)
      .orderBy('id')
      .execute()
    expect(entries).toEqual([
      { kind: 'received', available_delta: 20, reason: '早上到货', staff_id: manager.staffId },
      { kind: 'wasted', available_delta: -3, reason: '压坏', staff_id: manager.staffId },
      { kind: 'adjusted', available_delta: -2, reason: '盘点', staff_id: manager.staffId },
      { kind: 'adjusted', available_delta: 1, reason: '盘点', staff_id: manager.staffId },
    ])
    const log = await db
      .selectFrom('audit_log')
      .select(['action', 'before', 'after'])
      .where('subject', '=', id)
      .orderBy('id')
      .execute()
    expect(log[1]).toEqual({
      action: 'stock.moved',
      before: { stock: 30 },
      after: { stock: 27, kind: 'wasted', units: 3, reason: '压坏' },
    })
    expect(log).toHaveLength(4)
  })

  it('happens once per key', async () => {
    const { id } = await someGoods(db, store.id, { stock: 10 })
    const key = aKey()
    for (let i = 0; i < 3; i++)
      expect((await as(manager).post(url(id), { kind: 'received', units: 5, reason: '' }, key)).body.stock).toBe(15)
    expect(await stockOf(id)).toBe(15)
  })

  it.each([
    [{ kind: 'received', units: 0, reason: '' }, 'INPUT_INVALID'],
    [{ kind: 'received', units: -1, reason: '' }, 'INPUT_INVALID'],
    [{ kind: 'wasted', units: -1, reason: '' }, 'INPUT_INVALID'],
    [{ kind: 'wasted', units: 11, reason: '' }, 'STOCK_SHORT'],
    [{ kind: 'adjusted', units: -11, reason: '' }, 'STOCK_SHORT'],
    [{ kind: 'sold', units: 1, reason: '' }, 'INPUT_INVALID'],
    [{ kind: 'received', units: 1.5, reason: '' }, 'INPUT_INVALID'],
    [{ kind: 'received', units: 10_000, reason: '' }, 'INPUT_INVALID'],
  ])('%j of 10 is refused and leaves nothing in the books: %s', async (body, code) => {
    const { id } = await someGoods(db, store.id, { stock: 10 })
    expect((await as(manager).post(url(id), body)).body.error.code).toBe(code)
    expect(await stockOf(id)).toBe(10)
    expect(await db.selectFrom('audit_log').select('id').where('subject', '=', id).execute()).toEqual([])
  })

  it('knows only what the store has', async () => {
    const elsewhere = await someGoods(db, (await aStore(db)).id)
    for (const id of [elsewhere.id, randomUUID()])
      expect((await as(manager).post(url(id), { kind: 'received', units: 1, reason: '' })).body.error.code).toBe(
        'GOODS_NOT_FOUND',
      )
  })
})

describe('the list of what the store has', async () => {
  const other = await aStore(db)
  const boss = await aStaffMember(db, other.id, 'owner')
  const list = async (query = '') => (await as(boss).get(`/v1/staff/stores/${other.id}/goods${query}`)).body
  const names = async (query: string) => (await list(query)).goods.map((one: { name: string }) => one.name)

  it('shows stock and what orders hold, and goods that are not listed too', async () => {
    await someGoods(db, other.id, { name: '豌豆尖', shelf: '蔬菜 A-03', stock: 320, barcode: '6900000000017' })
    await someGoods(db, other.id, { name: '空心菜', listed: false, stock: 4 })
    const { goods } = await list()
    const peas = goods.find((one: { name: string }) => one.name === '豌豆尖')
    expect(peas).toMatchObject({ shelf: '蔬菜 A-03', stock: 320, available: 99, held: 0, listed: true })
    const spinach = goods.find((one: { name: string }) => one.name === '空心菜')
    expect(spinach).toMatchObject({ stock: 4, available: 0, listed: false })
  })

  it('finds by name, pinyin, initials and barcode', async () => {
    for (const q of ['豌豆', 'wandou', 'wdj', '6900000000017'])
      expect([q, await names(`?q=${encodeURIComponent(q)}`)]).toEqual([q, ['豌豆尖']])
    expect(await names('?q=kongxincai')).toEqual(['空心菜'])
    expect(await names('?q=!!')).toEqual([])
  })

  it('goes by pages of 20, each kind once', async () => {
    for (let i = 0; i < 41; i++) await someGoods(db, other.id, { name: `南瓜 ${i}`, position: i })
    const seen: string[] = []
    let after = ''
    for (let pages = 0; pages < 5; pages++) {
      const page = await list(after && `?after=${after}`)
      seen.push(...page.goods.map((one: { id: string }) => one.id))
      expect(page.goods.length).toBeLessThanOrEqual(20)
      if (page.next === null) break
      after = page.next
    }
    expect(seen).toHaveLength(43)
    expect(new Set(seen).size).toBe(43)
  })
})
