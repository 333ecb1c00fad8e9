import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { NearestAnswer } from '../../../src/contract/checkout'
import { paths } from '../../../src/contract/paths'
import { testApp } from '../../support/app'
import { aStore, type Store } from '../../support/factories'
import { aZone, DOOR } from '../../support/factories-door'
import { someGoods, type SomeGoods } from '../../support/factories-mall'
import { anOpenStore } from '../../support/shopping'

const { as, db } = await testApp()

/** Kilometres north of DOOR. */
const north = (km: number) => ({ lat: DOOR.lat + km / 111.2, lng: DOOR.lng })
let near: Store
let middle: Store
let far: Store
let egg: SomeGoods
let fish: SomeGoods
beforeEach(async () => {
  await db.deleteFrom('delivery_zone').execute()
  // earlier stores of this file: not open any more
  const never = { trial_opens_at: new Date('2030-01-01'), grand_opens_at: new Date('2030-01-08') }
  await db.updateTable('launch').set(never).execute()
  near = await anOpenStore(db, { name: '近店', ...north(1) })
  middle = await anOpenStore(db, { name: '中店', ...north(2) })
  far = await anOpenStore(db, { name: '远店', ...north(3) })
  egg = await someGoods(db, near.id, { name: '土鸡蛋', stock: 5 })
  fish = await someGoods(db, far.id, { name: '鲈鱼', stock: 5 })
})

const ask = async (lines: [{ id: string }, number][], at: object = DOOR): Promise<NearestAnswer> => {
  const heard = await as().post(paths.nearestStore, {
    lines: lines.map(([{ id }, quantity]) => ({ goodsId: id, quantity })),
    at,
  })
  expect(heard.status).toBe(200)
  return heard.body
}
const brief = ({ stores }: NearestAnswer) =>
  stores.map(({ store, delivers, whole }) => [store.name, delivers ? 'delivers' : 'collect', whole])

describe('KF-50: the nearest store that can do it', () => {
  it('the nearest that delivers to the door and has the whole basket, though a nearer one has it to collect', async () => {
    for (const store of [middle, far]) await someGoods(db, store.id, { id: egg.id })
    for (const store of [far, middle]) await aZone(db, store.id)
    const answer = await ask([[egg, 5]])
    expect(brief(answer)).toEqual([
      ['中店', 'delivers', true],
      ['远店', 'delivers', true],
      ['近店', 'collect', true],
    ])
    expect(answer.stores.map(({ metres }) => Math.round(metres / 100))).toEqual([20, 30, 10])
    expect(answer.best).toEqual({ storeId: middle.id, delivers: true })
  })

  it('a nearer one that lacks something is passed over, and what it lacks is said per line', async () => {
    await aZone(db, near.id)
    await aZone(db, far.id)
    await someGoods(db, far.id, { id: egg.id })
    await someGoods(db, near.id, { id: fish.id, stock: 1 })
    const answer = await ask([
      [egg, 1],
      [fish, 2],
    ])
    expect(answer.best).toEqual({ storeId: far.id, delivers: true })
    expect(answer.stores[0]).toMatchObject({
      store: { id: near.id },
      whole: false,
      missing: [{ goodsId: fish.id, name: '鲈鱼', wanted: 2, has: 1 }],
    })
  })

  it('when none delivers it whole: the nearest that has it whole to collect', async () => {
    await aZone(db, near.id)
    await someGoods(db, middle.id, { id: fish.id })
    expect((await ask([[fish, 2]])).best).toEqual({ storeId: middle.id, delivers: false })
  })

  it('when nobody has it whole there is no best, and everybody says what they lack', async () => {
    const answer = await ask([
      [egg, 1],
      [fish, 1],
    ])
    expect(answer.best).toBeNull()
    expect(answer.stores.map(({ store, missing }) => [store.name, missing.map(({ name }) => name)])).toEqual([
      ['近店', ['鲈鱼']],
      ['中店', ['土鸡蛋', '鲈鱼']],
      ['远店', ['土鸡蛋']],
    ])
  })

  it('goods off the shelf are not there, whatever lies in the back; unknown goods nowhere; the same twice is once', async () => {
    await db.updateTable('store_goods').set({ unlisted_at: new Date() }).where('goods_id', '=', fish.id).execute()
    expect((await ask([[fish, 1]])).best).toBeNull()
    expect((await ask([[{ id: randomUUID() }, 1]])).stores[0]!.missing).toMatchObject([
      { name: '已下架的商品', has: 0 },
    ])
    expect(
      (
        await ask([
          [egg, 3],
          [egg, 3],
        ])
      ).stores[0]!.missing,
    ).toMatchObject([{ wanted: 6, has: 5 }])
  })

  it('a store that has not opened yet can do nothing', async () => {
    const young = await aStore(db, { ...north(0.1), launch: { trial_opens_at: new Date('2026-06-05T08:00:00+08:00') } })
    await someGoods(db, young.id, { id: egg.id })
    await aZone(db, young.id)
    const answer = await ask([[egg, 1]])
    expect(answer.best).toEqual({ storeId: near.id, delivers: false })
    expect(answer.stores.map(({ store }) => store.id)).not.toContain(young.id)
  })

  it('KF-33: a point of another datum is the same door', async () => {
    await aZone(db, near.id, { half: 0.002 })
    expect((await ask([[egg, 1]], { ...DOOR, datum: 'gcj02' })).best).toMatchObject({ delivers: true })
    expect((await ask([[egg, 1]], { ...DOOR, datum: 'wgs84' })).best).toMatchObject({ delivers: false }) // 500 m off
  })
})
