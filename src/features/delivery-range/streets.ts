import type { Gcj02 } from '../../domain/geo'
import { type Frame, toPx } from './map-frame'

const NARROWEST_PX = 56
/** The town is not built along the meridian. */
const TILT = 0.12

/**
 * A ground to drag a pin over where no map is to be had: paths of lanes and roads that stand still in the world, at
 * distances from `origin` that grow with the scale. They are decoration, and the map says so.
 */
export function streets(frame: Frame, origin: Gcj02): { lanes: string; roads: string } {
  let apart = 200
  while (apart / frame.metresPerPx < NARROWEST_PX) apart *= 2
  const step = apart / frame.metresPerPx
  const { width, height } = frame
  const { x: ox, y: oy } = toPx(frame, origin)
  const lanes: string[] = []
  const roads: string[] = []
  const draw = (i: number, path: string): void => void (i % 3 === 0 ? roads : lanes).push(path)

  // upright: x - ox + TILT (y - oy) = offset
  for (const i of between(-ox - TILT * oy, width - ox + TILT * (height - oy), step)) {
    const offset = (i + uneven(i)) * step + ox
    draw(i, line(offset + TILT * oy, 0, offset - TILT * (height - oy), height))
  }
  // across: y - oy - TILT (x - ox) = offset
  for (const i of between(-oy - TILT * (width - ox), height - oy + TILT * ox, step)) {
    const offset = (i + uneven(i + 5)) * step + oy
    draw(i + 1, line(0, offset - TILT * ox, width, offset + TILT * (width - ox)))
  }
  return { lanes: lanes.join(''), roads: roads.join('') }
}

function between(from: number, to: number, step: number): number[] {
  const start = Math.floor(from / step) - 1
  return Array.from({ length: Math.ceil(to / step) - start + 1 }, (_, i) => start + i)
}

/** No two blocks of a town are equally wide: 0 to a third of a block. */
const uneven = (i: number): number => ((((i * 37) % 11) + 11) % 11) / 30

const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`
