import { fill, paths } from '../../contract/paths'

/** Something done on the way, kept on this phone until the server has said what it makes of it. Its key makes a repetition the same. */
export type Deed = {
  readonly key: string
  readonly orderId: string
  readonly number: string
} & (
  | { readonly kind: 'set-out' }
  | {
      readonly kind: 'deliver'
      readonly note: string
      readonly photoId: string | null
      /** Its photograph is not on the server yet, and is on this phone only while the app lives. */
      readonly photoWaits: boolean
    }
  | { readonly kind: 'bring-back'; readonly reason: string }
)

export type StopDeed = Exclude<Deed, { kind: 'set-out' }>

const PATHS = {
  'set-out': paths.staffSetOut,
  deliver: paths.staffDeliver,
  'bring-back': paths.staffBringBack,
} as const satisfies Record<Deed['kind'], string>

/** What is sent of it; with the same key always the same. */
export function letterOf(deed: Deed, storeId: string): { readonly path: string; readonly body: object } {
  const path = fill(PATHS[deed.kind], { storeId, orderId: deed.orderId })
  if (deed.kind === 'deliver') {
    return { path, body: { note: deed.note, ...(deed.photoId !== null && { photoId: deed.photoId }) } }
  }
  return { path, body: deed.kind === 'bring-back' ? { reason: deed.reason } : {} }
}

const NAMES = { 'set-out': '出发', deliver: '送达', 'bring-back': '没送到' } as const satisfies Record<
  Deed['kind'],
  string
>

/** 送达 · 出发 · 没送到 */
export const deedName = ({ kind }: Deed): string => NAMES[kind]
