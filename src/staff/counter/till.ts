import type { Storage } from '../../platform/storage'

export const TILLS = ['1 号台', '2 号台', '3 号台', '4 号台', '5 号台', '6 号台'] as const
export const TILL_LIMIT = 12

const NAME = /^[\u4e00-\u9fa5A-Za-z0-9 -]{1,12}$/

/** A name the API takes, or `null`: Chinese, letters, digits, up to 12. */
export function tillName(text: string): string | null {
  const name = text.trim().replace(/\s+/g, ' ')
  return NAME.test(name) ? name : null
}

const place = (storeId: string): string => `till.${storeId}`

export const rememberedTill = (storage: Storage, storeId: string): string | null =>
  tillName(storage.read<string>(place(storeId)) ?? '')

export const rememberTill = (storage: Storage, storeId: string, till: string): void =>
  storage.write(place(storeId), till)
