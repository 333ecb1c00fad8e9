/**
 * Colours of WeChat's native map, which reads no CSS: the light tokens (leaf, paper, ink-3) written with their alpha, as
 * #RRGGBBAA. The native map stays light in dark mode, so there is one set.
 */
export const mapColours = {
  zone: '#0b7a3b29',
  zoneEdge: '#0b7a3bff',
  hole: '#f6f4eed9',
  holeEdge: '#67726cff',
  tag: '#0b7a3bff',
  onTag: '#ffffffff',
} as const
