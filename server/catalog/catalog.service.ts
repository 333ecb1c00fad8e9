/** What other features ask of the goods of a store. */
export { basketGoods, boughtToday, cardsOf } from './goods.repository'
export type { BasketGoods } from './goods.repository'
export { offersInForce } from './offer.repository'
export type { SpecialTerms, SpendGiftTerms, SpendSaveTerms } from './offer.repository'
export { rollUpPurchases } from './recommendation.service'
export { makeGoodsSearchable } from './search.service'
export { staffGoods } from './staff-goods.service'
