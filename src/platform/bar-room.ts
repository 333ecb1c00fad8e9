/** Room a page with its own title bar leaves, in px. `capsuleSpace`: from the right edge to the left of WeChat's capsule. */
export type BarRoom = { readonly statusHeight: number; readonly barHeight: number; readonly capsuleSpace: number }

const STANDARD_LARGEST = 18

/** WeChat: 17 (or 16) is standard, care mode about 1.4 times that. Either number may be missing. */
export function isLargeFont(info: { fontSizeSetting?: number; fontSizeScaleFactor?: number }): boolean {
  return (info.fontSizeScaleFactor ?? 1) >= 1.2 || (info.fontSizeSetting ?? 0) > STANDARD_LARGEST
}
