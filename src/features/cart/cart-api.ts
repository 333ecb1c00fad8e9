import type { CartAnswer } from '../../contract/cart'
import { fill, paths } from '../../contract/paths'
import type { Answer, ApiError } from '../../platform/answer'
import { question } from '../../platform/question'
import type { Api } from '../../platform/request'
import type { CheckoutLine, Wish } from './cart-view'
import { LOST } from './wish-queue'

/** Nobody can be signed in here: the phone's own cart is what there is. */
const NOBODY: ReadonlySet<string> = new Set([
  'OPEN_IN_WECHAT',
  'SINGLE_PAGE',
  'NOT_SIGNED_IN',
  'SIGN_IN_FAILED',
  'SIGN_IN_RISKY',
  'WECHAT_UNAVAILABLE',
])

export const isNobody = ({ code }: ApiError): boolean => NOBODY.has(code)
export const isLost = ({ code }: ApiError): boolean => LOST.has(code)

const isSame = (one: readonly CheckoutLine[], other: readonly CheckoutLine[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** The cart of one store as the API keeps it. Every answer is the whole cart. */
export class CartApi {
  constructor(
    private readonly api: Api,
    private readonly storeId: string,
  ) {}

  get(): Promise<Answer<CartAnswer>> {
    return this.api.get<CartAnswer>(fill(paths.cart, { storeId: this.storeId }))
  }

  send(wish: Wish, key: string): Promise<Answer<CartAnswer>> {
    const { api, storeId } = this
    if (wish.kind === 'choose') {
      const body = { goodsIds: wish.goodsIds, chosen: wish.chosen }
      return api.put<CartAnswer>(fill(paths.cart, { storeId }), body, { key })
    }
    const line = fill(paths.cartLine, { storeId, goodsId: wish.goods.id })
    return api.put<CartAnswer>(line, { quantity: wish.quantity }, { key })
  }

  merge(lines: readonly CheckoutLine[], key: string): Promise<Answer<CartAnswer>> {
    return this.api.post<CartAnswer>(fill(paths.cartMerge, { storeId: this.storeId }), { lines }, { key })
  }

  /** What lines would cost that are on a phone only; asked again until they have not changed meanwhile. */
  async look(current: () => readonly CheckoutLine[]): Promise<Answer<CartAnswer>> {
    const path = fill(paths.cartLook, { storeId: this.storeId })
    for (;;) {
      const lines = current()
      const answer = await question<CartAnswer>(this.api, path, { lines })
      if (!answer.ok || isSame(lines, current())) return answer
    }
  }
}
