import type { SoldBy } from '../goods/goods'

/** Who an order is for, as staff read it: 王** · 尾号 8000. Never a whole name or number. */
export function maskedCustomer(name: string, phone: string): string {
  const [family] = name.trim()
  const tail = phone.slice(-4)
  return [family ? `${family}**` : '顾客', tail && `尾号 ${tail}`].filter(Boolean).join(' · ')
}

/** How much of a line is handed over: 2 份 by the piece, 612 g by the scale. */
export function amountOf(line: {
  readonly soldBy: SoldBy
  readonly unit: string
  readonly quantity: number
  readonly grams: number | null
}): string {
  return line.soldBy === 'weight' && line.grams !== null ? `${line.grams} g` : `${line.quantity} ${line.unit}`
}
