import type { MoveKind } from './stock.store'

export const KIND_NAMES = {
  received: '入库',
  wasted: '报损',
  adjusted: '盘点',
} as const satisfies Record<MoveKind, string>
