/** Where a page of goods ended: goods are ordered by a whole number (`key`) and then their id. */
export type Place = { readonly key: number; readonly id: string }

const PLACE = /^(-?\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const writePlace = ({ key, id }: Place): string => `${key}_${id}`

/** `null` for a text that we did not write. */
export function readPlace(text: string | undefined): Place | null {
  const match = PLACE.exec(text ?? '')
  return match ? { key: Number(match[1]), id: match[2]! } : null
}

export const GOODS_OF_A_PAGE = 20

/** Rows of one more than a page, as a page and where the next begins. */
export function paged<R extends Place>(rows: readonly R[]): { rows: readonly R[]; next: string | null } {
  const shown = rows.slice(0, GOODS_OF_A_PAGE)
  const last = rows.length > GOODS_OF_A_PAGE ? shown.at(-1) : undefined
  return { rows: shown, next: last ? writePlace(last) : null }
}
