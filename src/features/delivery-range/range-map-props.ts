import type { ZonesAnswer } from '../../contract/delivery'
import type { Gcj02 } from '../../domain/geo'
import { type Frame, frameAround, holds, pointOf, toPx } from './map-frame'

export type RangeMapProps = {
  /** The one the answer is about comes first: the map shows all of it. */
  readonly areas: readonly ZonesAnswer[]
  readonly pin: Gcj02 | null
  /** The pin is held; `null` where the platform does not say where it is meanwhile. */
  readonly onDrag: (at: Gcj02 | null) => void
  readonly onDrop: (at: Gcj02) => void
}

/** The map as it is first drawn, in its own px. */
export const MAP = { width: 390, height: 300, margin: 24 } as const
/** The pin stands above its place: so much room it needs, in px. */
const PIN_HIGH = 48

/** Shows where the first area delivers; wider when the pin stands outside of that. */
export function frameOf(areas: RangeMapProps['areas'], pin: Gcj02 | null): Frame {
  const [first] = areas
  const corners = first ? first.zones.flatMap(({ rings }) => (rings[0] ?? []).map(pointOf)) : []
  const points = first ? [first.store.at, ...corners] : []
  const frame = frameAround(points.length > 0 ? points : [pin ?? pointOf([])], MAP)
  return pin && !(holds(frame, pin, MAP.margin) && toPx(frame, pin).y > PIN_HIGH)
    ? frameAround([...points, pin], { ...MAP, margin: 64 })
    : frame
}
