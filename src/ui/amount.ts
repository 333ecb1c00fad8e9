import { type Fen, yuanParts } from '../domain/money'

/** ¥40.50, −¥5.00, ¥0.00: with both digits of the fen, as sums are written. A true minus sign, as long as a digit is wide. */
export function exactYuan(amount: number): string {
  const { minus, yuan, fen } = yuanParts(amount as Fen)
  return `${minus ? '−' : ''}¥${yuan}.${fen}`
}

/** 612 g, 1.25 kg */
export const weight = (grams: number): string =>
  grams < 1000 ? `${grams} g` : `${(grams / 1000).toFixed(2).replace(/\.?0+$/, '')} kg`
