import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { ZonesAnswer } from '../../contract/delivery'
import type { Gcj02 } from '../../domain/geo'
import { classNames } from '../../ui/class-names'
import { distance } from '../../ui/quantity'
import { closer, type Frame, moved, type Px, pointOf, roundLength, tagSide, toPoint, toPx } from './map-frame'
import styles from './range-map.module.scss'
import { frameOf, MAP, type RangeMapProps } from './range-map-props'
import { streets } from './streets'

const CLOSEST = 8
/** An arrow key moves the pin so many px of the map, with Shift five times that. */
const STEP_PX = 4
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** The browser has no map tiles: the zones are drawn, and a pin is dragged, tapped or moved with the arrow keys. */
export function RangeMap({ areas, pin, onDrag, onDrop }: RangeMapProps) {
  const [times, setTimes] = useState(1)
  const [held, setHeld] = useState<Frame | null>(null)
  const wide = frameOf(areas, pin)
  const resting = times === 1 ? wide : closer(wide, pin ?? wide.centre, times)
  // while the pin is held the ground keeps still
  const frame = held ?? resting
  const at = pin ?? frame.centre
  const box = useRef<HTMLDivElement>(null)

  const pxOf = (event: { clientX: number; clientY: number }): Px => {
    const rect = box.current!.getBoundingClientRect()
    const share = (part: number, whole: number): number => Math.min(1, Math.max(0, part / whole))
    return {
      x: share(event.clientX - rect.left, rect.width) * MAP.width,
      y: share(event.clientY - rect.top, rect.height) * MAP.height,
    }
  }
  const tap = (event: { clientX: number; clientY: number }): void => onDrop(toPoint(frame, pxOf(event)))

  return (
    <div className={styles.map} ref={box}>
      <svg className={styles.drawing} viewBox={`0 0 ${MAP.width} ${MAP.height}`} onClick={tap} aria-hidden="true">
        <Ground frame={frame} origin={areas[0]?.store.at ?? frame.centre} />
        {[...areas].reverse().map((area) => (
          <Zones key={area.store.id} area={area} frame={frame} />
        ))}
      </svg>
      {areas.map(({ store }) => (
        <StoreTag key={store.id} name={store.name} at={toPx(frame, store.at)} pin={toPx(frame, at)} />
      ))}
      <Pin
        at={toPx(frame, at)}
        asked={pin === null}
        pxOf={pxOf}
        onHold={() => {
          setHeld(frame)
          onDrag(at)
        }}
        onMove={(px) => onDrag(toPoint(frame, px))}
        onLetGo={(px) => {
          setHeld(null)
          onDrop(px ? toPoint(frame, px) : at)
        }}
        onStep={(east, north) => onDrop(moved(at, east * frame.metresPerPx, north * frame.metresPerPx))}
      />
      <Scale frame={frame} />
      <div className={styles.zoom}>
        <Zoom words="放大" more disabled={times >= CLOSEST} onClick={() => setTimes(times * 2)} />
        <Zoom words="缩小" disabled={times <= 1} onClick={() => setTimes(times / 2)} />
      </div>
    </div>
  )
}

function Ground({ frame, origin }: { frame: Frame; origin: Gcj02 }) {
  const { lanes, roads } = streets(frame, origin)
  return (
    <g>
      <rect className={styles.ground} width={MAP.width} height={MAP.height} />
      <path className={styles.lane} d={lanes} />
      <path className={styles.road} d={roads} />
    </g>
  )
}

const ringPath = (frame: Frame, ring: readonly (readonly number[])[]): string =>
  `M${ring
    .map((corner) => {
      const { x, y } = toPx(frame, pointOf(corner))
      return `${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('L')}Z`

function Zones({ area, frame }: { area: ZonesAnswer; frame: Frame }) {
  return (
    <g>
      {area.zones.map(({ id, rings }) => (
        <path key={id} className={styles.zone} fillRule="evenodd" d={rings.map((r) => ringPath(frame, r)).join('')} />
      ))}
      {area.zones.flatMap(({ id, rings }) =>
        rings.slice(1).map((hole, i) => <path key={`${id}${i}`} className={styles.hole} d={ringPath(frame, hole)} />),
      )}
    </g>
  )
}

const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`
const placed = ({ x, y }: Px) => ({ left: percent(x, MAP.width), top: percent(y, MAP.height) })

function StoreTag({ name, at, pin }: { name: string; at: Px; pin: Px }) {
  if (at.x < 0 || at.y < 0 || at.x > MAP.width || at.y > MAP.height) return null
  return (
    <div className={styles.store} style={placed(at)} aria-hidden="true">
      <div className={classNames(styles.name, styles[tagSide(at, pin)])}>{name}</div>
    </div>
  )
}

type PinProps = {
  readonly at: Px
  /** Nobody has put it anywhere yet. */
  readonly asked: boolean
  readonly pxOf: (event: { clientX: number; clientY: number }) => Px
  readonly onHold: () => void
  readonly onMove: (px: Px) => void
  /** `null`: it was held and not moved. */
  readonly onLetGo: (px: Px | null) => void
  readonly onStep: (east: number, north: number) => void
}

function Pin({ at, asked, pxOf, onHold, onMove, onLetGo, onStep }: PinProps) {
  // the finger takes the pin anywhere on it: its tip keeps its distance from the finger
  const grip = useRef<{ readonly dx: number; readonly dy: number; last: Px | null } | null>(null)
  const [held, setHeld] = useState(false)
  const tipOf = (event: PointerEvent): Px => {
    const px = pxOf(event)
    const inside = (value: number, most: number): number => Math.min(most, Math.max(0, value))
    return {
      x: inside(px.x + (grip.current?.dx ?? 0), MAP.width),
      y: inside(px.y + (grip.current?.dy ?? 0), MAP.height),
    }
  }
  const letGo = (): void => {
    if (!grip.current) return
    const { last } = grip.current
    grip.current = null
    setHeld(false)
    onLetGo(last)
  }
  const onKey = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key]
    if (!arrow) return
    event.preventDefault()
    const px = event.shiftKey ? STEP_PX * 5 : STEP_PX
    onStep(arrow[0] * px, arrow[1] * px)
  }
  return (
    <div
      className={classNames(styles.pin, held && styles.held)}
      style={placed(at)}
      role="application"
      tabIndex={0}
      aria-roledescription="图钉"
      aria-label="你家的位置。用方向键移动，按住 Shift 移得更快"
      onKeyDown={onKey}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const px = pxOf(event)
        grip.current = { dx: at.x - px.x, dy: at.y - px.y, last: null }
        setHeld(true)
        onHold()
      }}
      onPointerMove={(event) => {
        if (!grip.current) return
        grip.current.last = tipOf(event)
        onMove(grip.current.last)
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      {asked && !held ? <div className={styles.hint}>拖到你家门口</div> : null}
      <div className={styles.needle} />
      <div className={styles.shade} />
    </div>
  )
}

function Scale({ frame }: { frame: Frame }) {
  const metres = roundLength(frame.metresPerPx, 90)
  return (
    <div className={styles.scale} aria-hidden="true">
      <div className={styles.length}>{`${distance(metres)} · 示意图`}</div>
      <div className={styles.bar} style={{ width: percent(metres / frame.metresPerPx, MAP.width) }} />
    </div>
  )
}

type ZoomProps = {
  readonly words: string
  readonly more?: boolean
  readonly disabled: boolean
  readonly onClick: () => void
}

function Zoom({ words, more, disabled, onClick }: ZoomProps) {
  return (
    <button
      type="button"
      className={classNames(styles.button, more && styles.more)}
      aria-label={words}
      disabled={disabled}
      onClick={onClick}
    />
  )
}
