import type { AddressBody } from '../../src/contract/checkout'
import { PERSONAS } from '../personas'

/** Somebody who shops at the store next door. */
export type Shopper = {
  /** What `?as=` says. */
  readonly name: string
  readonly contact: { readonly name: string; readonly phone: string }
  /** What their member balance was when the store took it over from its old card, fen. */
  readonly opening: number
}

/** The telephone numbers belong to nobody. */
const shopper = (name: string, called: string, digits: string, opening: number): Shopper => ({
  name,
  contact: { name: called, phone: `1380000${digits}` },
  opening,
})

export const AUNT = shopper('a', '张阿姨', '8001', 268_00)
export const UNCLE = shopper('b', '刘叔', '8002', 320_00)
const LATECOMER = shopper('c', '小杨', '8003', 66_00)

/** Neighbours without a name of their own in the browser; who wants to be one says `?as=neighbour-chen`. */
export const NEIGHBOURS: readonly Shopper[] = [
  shopper('neighbour-chen', '陈姐', '8011', 200_00),
  shopper('neighbour-he', '何老师', '8012', 200_00),
  shopper('neighbour-mao', '毛师傅', '8013', 200_00),
  shopper('neighbour-kong', '孔奶奶', '8014', 200_00),
  shopper('neighbour-long', '龙妈妈', '8015', 200_00),
  shopper('neighbour-su', '苏大哥', '8016', 200_00),
  shopper('neighbour-an', '安安', '8017', 200_00),
  shopper('neighbour-luo', '罗医生', '8018', 200_00),
  shopper('neighbour-ma', '马叔', '8019', 200_00),
]

export const SHOPPERS: readonly Shopper[] = [AUNT, UNCLE, LATECOMER, ...NEIGHBOURS]

/** Who serves them. */
export const STAFF = ['manager', 'clerk', 'clerk-2'] as const satisfies readonly (typeof PERSONAS)[number]['name'][]

/** A few steps from the store next door, within its zone. */
export const doorOf = ({ contact }: Shopper): AddressBody => ({
  ...contact,
  place: '威宁县草海路 66 号',
  detail: '2 栋 1 单元 302',
  at: { lat: 26.8689, lng: 104.2607, datum: 'gcj02' },
  isDefault: true,
})
