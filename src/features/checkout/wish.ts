import type { CheckoutAnswer, CheckoutQuestion, SubmitBody } from '../../contract/checkout'
import type { Fulfilment } from '../../domain/order/order'
import type { Storage } from '../../platform/storage'

/** What the cart hands over: goods of one store. */
export type Basket = {
  readonly storeId: string
  readonly lines: readonly { readonly goodsId: string; readonly quantity: number }[]
}

/** Who collects. */
export type Contact = { readonly name: string; readonly phone: string }

/** What was chosen on this page. A slot of `null` is the earliest, an address of `null` the usual one. */
export type Wish = {
  readonly kind: Fulfilment
  readonly slots: Readonly<Record<Fulfilment, number | null>>
  readonly addressId: string | null
  readonly coupons: 'best' | readonly string[]
  readonly useBalance: boolean
  readonly remark: string
}

/** Where the cart puts the basket, and where the address book puts what was chosen there. */
export const BASKET_PLACE = 'checkout'
export const ADDRESS_PLACE = 'checkout.address'
const DRAFT_PLACE = 'checkout.draft'
const CONTACT_PLACE = 'contact'

export const REMARK_LIMIT = 100
export const NAME_LIMIT = 20
const FIRST: Wish = {
  kind: 'pickup',
  slots: { pickup: null, delivery: null },
  addressId: null,
  coupons: 'best',
  useBalance: false,
  remark: '',
}

/** What of a wish outlives the page. Coupons and slots do not: what they are worth is known to the server only (KF-18). */
type Draft = Pick<Wish, 'kind' | 'addressId' | 'remark' | 'useBalance'>

export const readBasket = (storage: Storage): Basket | null => {
  const basket = storage.read<Basket>(BASKET_PLACE)
  return basket && basket.lines.length > 0 ? basket : null
}
export const readWish = (storage: Storage): Wish => ({ ...FIRST, ...storage.read<Draft>(DRAFT_PLACE) })
export const readContact = (storage: Storage): Contact =>
  storage.read<Contact>(CONTACT_PLACE) ?? { name: '', phone: '' }

export const keepBasket = (storage: Storage, basket: Basket): void => storage.write(BASKET_PLACE, basket)
export const keepContact = (storage: Storage, contact: Contact): void => storage.write(CONTACT_PLACE, contact)
export const keepWish = (storage: Storage, { kind, addressId, remark, useBalance }: Wish): void =>
  storage.write(DRAFT_PLACE, { kind, addressId, remark, useBalance } satisfies Draft)

/** It has become an order: the way and the address are likely the same next time, the remark is not. */
export function forgetBasket(storage: Storage, wish: Wish): void {
  storage.remove(BASKET_PLACE)
  keepWish(storage, { ...wish, remark: '' })
}

export function questionOf({ storeId, lines }: Basket, wish: Wish): CheckoutQuestion {
  const slotOpensAt = wish.slots[wish.kind]
  return {
    storeId,
    lines: [...lines],
    fulfilment:
      wish.kind === 'pickup'
        ? { kind: 'pickup', slotOpensAt }
        : { kind: 'delivery', addressId: wish.addressId, slotOpensAt },
    coupons: wish.coupons === 'best' ? 'best' : [...wish.coupons],
    useBalance: wish.useBalance,
  }
}

/** What was seen is what is submitted: the slot, the address and the coupons of the look, and its total. */
export function submitOf(basket: Basket, wish: Wish, contact: Contact, look: CheckoutAnswer): SubmitBody {
  const question = questionOf(basket, wish)
  const slotOpensAt = look.slot?.opensAt ?? null
  return {
    ...question,
    fulfilment:
      question.fulfilment.kind === 'pickup'
        ? { kind: 'pickup', slotOpensAt }
        : { kind: 'delivery', addressId: look.address?.id ?? null, slotOpensAt },
    expectTotal: look.receipt.total,
    remark: wish.remark.trim(),
    ...(wish.kind === 'pickup' && { contact: { name: contact.name.trim(), phone: contact.phone } }),
  }
}

/** The page as it was when this was sent, for a tap whose answer got lost. */
export function wishOf(body: SubmitBody): { basket: Basket; wish: Wish; contact: Contact | null } {
  const { storeId, lines, fulfilment, coupons, useBalance, remark, contact } = body
  const slots = { ...FIRST.slots, [fulfilment.kind]: fulfilment.slotOpensAt }
  const addressId = fulfilment.kind === 'delivery' ? fulfilment.addressId : null
  return {
    basket: { storeId, lines },
    wish: { kind: fulfilment.kind, slots, addressId, coupons, useBalance, remark },
    contact: contact ?? null,
  }
}
