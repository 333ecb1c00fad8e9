/** 按份卖 · 按重卖 (paid as estimated, settled when weighed) */
export type SoldBy = 'piece' | 'weight'

/** Where goods are kept; the picker walks the zones in this order, what must stay cold comes last. */
export const SHELF_ZONES = ['dry', 'bakery', 'produce', 'meat', 'aquatic', 'cold', 'frozen'] as const
export type ShelfZone = (typeof SHELF_ZONES)[number]

export const SHELF_ZONE_NAMES = {
  dry: '常温',
  bakery: '面点',
  produce: '蔬果',
  meat: '肉禽',
  aquatic: '水产',
  cold: '冷藏',
  frozen: '冷冻',
} as const satisfies Record<ShelfZone, string>
