import type { Gcj02 } from '../domain/geo'
import { copyText } from './feedback'

/** A page cannot know which map app is there: the address is put on the clipboard for it. Answers whether it was. */
export const showWay = (place: { name: string; address: string; at: Gcj02 }): Promise<boolean> =>
  copyText(`${place.address}（鲜生 ${place.name}）`)

export const canShowWay = false
