/** WeChat paints its own bars from theme.json; large text reaches pages through their shell. */
export function dressBars(): void {}

export function applyLargeText(_large: boolean): void {}
