/** 12,345 */
export const count = (amount: number): string => String(Math.round(amount)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** 300 米 below a kilometre (to 10 m), 1.2 公里 above. `metres` ≥ 0. */
export function distance(metres: number): string {
  const tens = Math.round(metres / 10) * 10
  if (tens < 1000) return `${Math.max(10, tens)} 米`
  return `${(metres / 1000).toFixed(metres < 100_000 ? 1 : 0).replace(/\.0$/, '')} 公里`
}

/** 8.8 折 for 88, 5 折 for 50: what is still paid, as Chinese shops say it. */
export const discount = (percent: number): string => String(percent / 10)
