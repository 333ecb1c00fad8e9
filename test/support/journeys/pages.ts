import { LAUNCHING, NEIGHBOUR } from '../../../mock/seed/stores'
import { fill, paths } from '../../../src/contract/paths'
import type { ZonesAnswer } from '../../../src/contract/delivery'
import type { GoodsPage } from '../../../src/contract/shop'
import type { InviteAnswer } from '../../../src/contract/staff'
import app from '../../../src/app.config'
import { basketOf, collected, type Lines, packed, paid, placed } from './orders'
import { claimed, type Door, given, type Person, person } from './people'
import { staffWork } from './staff-work'

/** Every page of the app, by its path. */
export const everyPage: readonly string[] = [
  ...app.pages,
  ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
]

const OPEN_HOME = 'pages/home/index of an open store'
const UNPAID = 'packages/order/detail/index of an order that waits to be paid'

/** What is looked at: every page, the home page also as it is once its store is open, an order also before it is paid. */
export const everyScene: readonly string[] = [...everyPage, OPEN_HOME, UNPAID]

export type Scene = {
  /** The page's path with what it needs to know. */
  readonly path: string
  /** Whose phone it is on. */
  readonly who: string
  /** What can be seen once it is whole. */
  readonly words: string | RegExp
  /** What the phone remembers of before, by its place. */
  readonly keeps?: Readonly<Record<string, unknown>>
}

/**
 * Fills a wallet, an inbox and the team with a bit of everything.
 * @returns every scene as the person for whom it is made finds it, by its name
 */
export async function scenesOf(house: Door): Promise<Record<string, Scene>> {
  const [a, b, owner] = await Promise.all(['a', 'b', 'owner'].map((name) => person(house, name)))
  if (!a || !b || !owner) throw new Error('Nobody is there')
  const coupons: string[] = []
  for (const title of ['开业满减券', '三天尝鲜券', '水果专享 8.8 折', '免运券', '土鸡蛋 10 枚', '丹东草莓 9.9 元']) {
    coupons.push(await claimed(a, title))
  }
  const [first = '', second = '', third = ''] = coupons
  // Used next door before this store opens, so its code can be shown now.
  const now = await claimed(a, '邻店先用 满 39 减 5')
  const open = await given(a, first)
  await b.post(paths.giftAccept, { token: await given(a, second) })
  const { token } = await owner.post<InviteAnswer>(fill(paths.staffInvitations, { storeId: LAUNCHING }), {
    role: 'clerk',
    name: '小周',
  })
  const staff = `?store=${LAUNCHING}`
  const shopping = await aBasket(await person(house, 'd'))
  const orders = await someOrders(house, owner)
  const { picking } = await staffWork(house, owner)
  return {
    'pages/home/index': { path: 'pages/home/index', who: 'a', words: '水果专享 8.8 折' },
    // In the store next door, which has been open for months: the phone of somebody who shops there.
    'pages/shop/index': { path: `pages/shop/index${shopping.store}`, who: 'd', words: '去结算' },
    [OPEN_HOME]: { path: `pages/home/index${shopping.store}`, who: 'd', words: '今日特价' },
    'pages/cart/index': { path: `pages/cart/index${shopping.store}`, who: 'd', words: /^去结算 \d/ },
    'packages/shop/search/index': { path: `packages/shop/search/index${shopping.store}`, who: 'd', words: '按货架逛' },
    'packages/shop/goods/index': {
      path: `packages/shop/goods/index${shopping.store}&goodsId=${shopping.goodsId}`,
      who: 'd',
      words: '规格',
    },
    ...scenesOfOrders(orders),
    'pages/wallet/index': { path: 'pages/wallet/index', who: 'a', words: '水果专享 8.8 折' },
    'pages/mine/index': { path: 'pages/mine/index', who: 'owner', words: '店员工具' },
    'packages/launch/introduction/index': {
      path: 'packages/launch/introduction/index',
      who: 'a',
      words: '我们答应你的',
    },
    'packages/launch/benefits/index': { path: 'packages/launch/benefits/index', who: 'a', words: /草海土鸡蛋/ },
    'packages/coupon/detail/index': {
      path: `packages/coupon/detail/index?couponId=${third}`,
      who: 'a',
      words: '转赠邻居',
    },
    'packages/coupon/code/index': {
      path: `packages/coupon/code/index?couponId=${now}`,
      who: 'a',
      words: /秒后自动更新|^\d+ 秒$/,
    },
    'packages/gift/landing/index': {
      path: `packages/gift/landing/index?g=${open}`,
      who: 'c',
      words: '收下这张券',
    },
    'packages/delivery/range/index': {
      path: 'packages/delivery/range/index',
      who: 'a',
      words: '你家在哪儿？',
    },
    'packages/delivery/stores/index': { path: 'packages/delivery/stores/index', who: 'a', words: '威宁草海路店' },
    'packages/member/inbox/index': { path: 'packages/member/inbox/index', who: 'a', words: /收下/ },
    'packages/member/privacy/index': { path: 'packages/member/privacy/index', who: 'a', words: '我们知道什么' },
    'staff/counter/index': { path: `staff/counter/index${staff}`, who: 'owner', words: '你在几号台？' },
    ...scenesOfMallStaff(picking),
    'staff/claims/index': { path: `staff/claims/index${staff}`, who: 'owner', words: /阳光花园东门/ },
    'staff/stock-plan/index': { path: `staff/stock-plan/index${staff}`, who: 'owner', words: /草海土鸡蛋/ },
    'staff/team/index': { path: `staff/team/index${staff}`, who: 'owner', words: '邀请同事' },
    'staff/join/index': { path: `staff/join/index?token=${token}`, who: 'c', words: '接受邀请' },
  }
}

/** Four kinds of goods of the open store next door in a cart: by weight and by piece, one of them not chosen. */
async function aBasket(who: Person): Promise<{ store: string; goodsId: string }> {
  const { goods } = await who.get<GoodsPage>(`${fill(paths.goodsList, { storeId: NEIGHBOUR })}?available=yes`)
  const [weighed, ...rest] = [...goods].sort((a, b) => Number(b.soldBy === 'weight') - Number(a.soldBy === 'weight'))
  if (!weighed) throw new Error('Nothing is for sale')
  for (const [i, { id }] of [weighed, ...rest.slice(-3)].entries()) {
    await who.put(fill(paths.cartLine, { storeId: NEIGHBOUR, goodsId: id }), { quantity: i + 1, chosen: i !== 1 })
  }
  return { store: `?store=${NEIGHBOUR}`, goodsId: weighed.id }
}

/** Whose orders they are. */
const SHOPPER = 'e'
type SomeOrders = { readonly lines: Lines; readonly unpaid: string; readonly ready: string; readonly collected: string }

/** Of one neighbour, in the store next door: an address, and orders that wait to be paid, to be collected, and to be judged. */
async function someOrders(house: Door, owner: Person): Promise<SomeOrders> {
  const who = await person(house, SHOPPER)
  const lines = await basketOf(who, NEIGHBOUR)
  const { store } = await who.get<ZonesAnswer>(fill(paths.zones, { storeId: NEIGHBOUR }))
  const door = { place: '阳光花园', detail: '3 栋 2 单元 501', at: store.at }
  await who.post(paths.addresses, { name: '张阿姨', phone: '13800008000', ...door, isDefault: true })
  const order = async (): Promise<string> => (await placed(who, NEIGHBOUR, lines)).orderId
  const [unpaid, ready, over] = [await order(), await order(), await order()]
  for (const orderId of [ready, over]) {
    await paid(house, who, orderId)
    await packed(owner, NEIGHBOUR, orderId)
  }
  await collected(owner, who, NEIGHBOUR, over)
  return { lines, unpaid, ready, collected: over }
}

function scenesOfOrders({ lines, unpaid, ready, collected: over }: SomeOrders): Record<string, Scene> {
  const of = (page: string, orderId: string, words: Scene['words']): Scene => ({
    path: `packages/order/${page}/index?orderId=${orderId}`,
    who: SHOPPER,
    words,
  })
  const own = (path: string, words: string): Scene => ({ path, who: SHOPPER, words })
  return {
    'packages/checkout/index/index': {
      ...own('packages/checkout/index/index', '合计'),
      keeps: { checkout: { storeId: NEIGHBOUR, lines } },
    },
    'packages/address/list/index': own('packages/address/list/index', '阳光花园 3 栋 2 单元 501'),
    'packages/address/edit/index': own('packages/address/edit/index', '粘贴整段地址'),
    'packages/order/list/index': own('packages/order/list/index', '出示提货码'),
    'packages/order/detail/index': of('detail', ready, '备好了，来取吧'),
    [UNPAID]: of('detail', unpaid, '等你付款'),
    'packages/order/code/index': of('code', ready, /秒后自动更新|^\d+ 秒$/),
    'packages/order/refund/index': of('refund', over, '选要退的商品'),
    'packages/order/review/index': of('review', over, '这次买得怎么样？'),
    'packages/member/balance/index': own('packages/member/balance/index', '还没有余额往来'),
  }
}

/** The store next door is open, so there the tools of the mall have something to show. */
function scenesOfMallStaff(picking: string): Record<string, Scene> {
  const tool = (page: string, words: Scene['words'], more = ''): Record<string, Scene> => ({
    [`staff/${page}/index`]: { path: `staff/${page}/index?store=${NEIGHBOUR}${more}`, who: 'owner', words },
  })
  return {
    ...tool('picking', '等顾客答复', '&shelf=picking'),
    ...tool('picking-order', /^等顾客答复/, `&orderId=${picking}`),
    ...tool('deliveries', '在我车上'),
    ...tool('refunds', '不新鲜'),
    ...tool('reviews', /挑得仔细/),
    ...tool('stock', /^已订 /),
    ...tool('till-keys', '新建收银接口'),
  }
}
