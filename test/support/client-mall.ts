import type { CartAnswer, CartLine } from '../../src/contract/cart'
import type { GoodsCard } from '../../src/contract/shop'
import type { Later } from '../../src/platform/later'

/** Goods by the piece at ¥3.50, of which there are plenty. */
export const someGoods = (id: string, part: Partial<GoodsCard> = {}): GoodsCard => ({
  id,
  categoryId: 'vegetables',
  name: `菜 ${id}`,
  note: '今早到的',
  picture: 'leafy-green',
  soldBy: 'piece',
  unit: '份',
  unitGrams: 300,
  price: 350,
  per500g: 583,
  available: 99,
  perOrder: null,
  sold: 12,
  special: null,
  ...part,
})

export const aLine = (goods: GoodsCard, quantity: number, part: Partial<CartLine> = {}): CartLine => ({
  goods,
  quantity,
  chosen: true,
  paid: goods.price * quantity,
  trouble: null,
  changed: null,
  ...part,
})

/** A cart as the server would answer it, without offers. */
export function aCart(lines: readonly CartLine[], part: Partial<CartAnswer> = {}): CartAnswer {
  const total = lines.reduce((sum, { chosen, goods, quantity }) => sum + (chosen ? goods.price * quantity : 0), 0)
  return {
    lines: [...lines],
    receipt: {
      lines: [],
      gifts: [],
      parts: [{ kind: 'goods', sourceId: null, title: '商品', because: '', amount: total }],
      goodsTotal: total,
      afterOffers: total,
      deliveryFee: 0,
      saved: 0,
      total,
      next: null,
      notices: [],
      missingForDelivery: 0,
    },
    notes: [],
    count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    asOf: 0,
    ...part,
  }
}

/** Timers that run when the test says so. */
export function handTimers() {
  const waiting = new Map<number, { run: () => void; ms: number }>()
  let last = 0
  const later: Later = {
    start: (run, ms) => {
      waiting.set(++last, { run, ms })
      return last
    },
    stop: (timer) => void waiting.delete(timer as number),
  }
  return {
    later,
    /** How long each of them waits. */
    pauses: () => [...waiting.values()].map(({ ms }) => ms),
    runAll: () => {
      for (const [id, { run }] of [...waiting]) {
        waiting.delete(id)
        run()
      }
    },
  }
}
