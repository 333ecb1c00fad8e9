import { type Fen, yuan } from '../money'

/** 满 ¥50 减 ¥5，满 ¥99 减 ¥15 */
export const spendSaveOfferWords = (tiers: readonly { readonly threshold: Fen; readonly off: Fen }[]): string =>
  tiers.map(({ threshold, off }) => `满 ${yuan(threshold)} 减 ${yuan(off)}`).join('，')

/** 满 ¥79 送草海土鸡蛋；more than one: 送草海土鸡蛋 ×2 */
export const spendGiftOfferWords = (
  tiers: readonly { readonly threshold: Fen; readonly gift: { readonly name: string; readonly quantity: number } }[],
): string =>
  tiers
    .map(
      ({ threshold, gift }) => `满 ${yuan(threshold)} 送${gift.name}${gift.quantity > 1 ? ` ×${gift.quantity}` : ''}`,
    )
    .join('，')
