import { describe, expect, it } from 'vitest'
import { paths } from '../../../src/contract/paths'
import { SECOND } from '../../../src/domain/time'
import { testApp } from '../../support/app'
import { aResident } from '../../support/factories'
import { someGoods } from '../../support/factories-mall'
import { anOpenStore, shopper } from '../../support/shopping'

const test = await testApp()
const { db, clock } = test
const store = await anOpenStore(db)

describe('the list of orders', () => {
  it('says of each order what is in it, and nothing of another', async () => {
    const [tomato, milk] = [await someGoods(db, store.id), await someGoods(db, store.id)]
    const wang = await aResident(db)
    await shopper(test, wang, store).submit([
      { id: tomato.id, quantity: 2 },
      { id: milk.id, quantity: 1 },
    ])
    await shopper(test, await aResident(db), store).submit([{ id: milk.id, quantity: 5 }])
    clock.advance(SECOND)
    await shopper(test, wang, store).submit([{ id: milk.id, quantity: 3 }])
    const { body } = await test.as(wang).get(`${paths.orders}?shelf=all`)
    expect(
      body.orders.map(({ kinds, units, pictures }: Record<string, unknown[]>) => [kinds, units, pictures?.length]),
    ).toEqual([
      [1, 3, 1],
      [2, 3, 2],
    ])
  })
})
