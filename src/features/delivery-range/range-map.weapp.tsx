import { Map as NativeMap, type MapProps, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { ZonesAnswer } from '../../contract/delivery'
import { gcj02 } from '../../domain/geo'
import { access } from '../../ui/access'
import { mapColours } from '../../ui/map-colours'
import { pointOf, zoomLevel } from './map-frame'
import styles from './range-map.module.scss'
import { frameOf, type RangeMapProps } from './range-map-props'

type Change = { causedBy?: string; centerLocation?: { latitude: number; longitude: number } }
type RegionEvent = { type: string; causedBy?: string; detail: Change & { type?: string } }

const BY_HAND: ReadonlySet<string> = new Set(['drag', 'gesture', 'scale'])

/** WeChat's map is moved under a pin that stays in the middle. What the map does by itself (drawing, centring) asks nothing. */
export function RangeMap({ areas, pin, onDrag, onDrop }: RangeMapProps) {
  // the scale is given once: a scale that follows the pin would fight with the fingers
  const [first] = useState(() => frameOf(areas, pin))
  const centre = pin ?? first.centre
  const polygons = useMemo(() => areas.flatMap(polygonsOf), [areas])
  const markers = useMemo(() => areas.map(markerOf), [areas])
  const changed = (event: RegionEvent): void => {
    const { detail } = event
    const kind = detail.type ?? event.type
    const cause = detail.causedBy ?? event.causedBy
    if (kind === 'begin') {
      if (cause === 'gesture') onDrag(null)
      return
    }
    const middle = detail.centerLocation
    if (middle && cause && BY_HAND.has(cause)) onDrop(gcj02(middle.latitude, middle.longitude))
  }
  return (
    <View className={styles.map} {...access({ label: '地图，拖动地图把图钉对准你家' })}>
      <NativeMap
        className={styles.native ?? ''}
        latitude={centre.lat}
        longitude={centre.lng}
        scale={zoomLevel(first)}
        polygons={polygons}
        markers={markers}
        enableRotate={false}
        onRegionChange={(event) => changed(event as unknown as RegionEvent)}
        onError={() => undefined}
      />
      <View className={styles.centre} {...access({ hidden: true })}>
        {pin === null ? <View className={styles.hint}>拖动地图，对准你家</View> : null}
        <View className={styles.needle} />
        <View className={styles.shade} />
      </View>
    </View>
  )
}

const points = (ring: readonly (readonly number[])[]) =>
  ring.map((corner) => {
    const { lat, lng } = pointOf(corner)
    return { latitude: lat, longitude: lng }
  })

/** The native polygon knows no holes: a hole lies on its zone as a piece of paper. */
function polygonsOf({ zones }: ZonesAnswer): MapProps.polygon[] {
  const borders = zones.map(({ rings }) => ({
    points: points(rings[0] ?? []),
    strokeWidth: 2,
    strokeColor: mapColours.zoneEdge,
    fillColor: mapColours.zone,
    zIndex: 1,
  }))
  const holes = zones.flatMap(({ rings }) =>
    rings.slice(1).map((hole) => ({
      points: points(hole),
      strokeWidth: 1,
      strokeColor: mapColours.holeEdge,
      fillColor: mapColours.hole,
      zIndex: 2,
    })),
  )
  return [...borders, ...holes]
}

const markerOf = ({ store }: ZonesAnswer, i: number): MapProps.marker => ({
  id: i + 1,
  latitude: store.at.lat,
  longitude: store.at.lng,
  iconPath: '/assets/map/store.png',
  width: 18,
  height: 18,
  anchor: { x: 0.5, y: 0.5 },
  ariaLabel: store.name,
  callout: {
    content: store.name,
    color: mapColours.onTag,
    bgColor: mapColours.tag,
    borderColor: mapColours.tag,
    borderWidth: 0,
    borderRadius: 12,
    fontSize: 12,
    padding: 6,
    anchorX: 0,
    anchorY: -2,
    display: 'ALWAYS',
    textAlign: 'center',
  },
})
