import { type Gcj02, metresBetween } from '../geo'

/** A place to go to. */
export type Stop = { readonly at: Gcj02 }

/** Improvements are looked for this many times over all pairs; a courier's list settles after two or three. */
const MOST_ROUNDS = 50
/** Less than this is no improvement but rounding, metres. */
const WORTH_IT = 0.001

/** Metres from the store past all stops in this order and back to the store, as the crow flies. */
export function metresRound(from: Gcj02, way: readonly Stop[]): number {
  let metres = 0
  let here = from
  for (const { at } of way) {
    metres += metresBetween(here, at)
    here = at
  }
  return metres + metresBetween(here, from)
}

/**
 * The stops in the order of a short way round from the store and back: the nearest next, then crossings undone (2-opt). Not the
 * shortest of all, but never longer than the order it was given. The same stops always give the same way.
 */
export function wayRound<S extends Stop>(from: Gcj02, stops: readonly S[]): S[] {
  if (stops.length < 2) return [...stops]
  const near = uncrossed(from, nearestNext(from, stops))
  const given = uncrossed(from, stops)
  return metresRound(from, given) < metresRound(from, near) ? given : near
}

function nearestNext<S extends Stop>(from: Gcj02, stops: readonly S[]): S[] {
  const left = [...stops]
  const way: S[] = []
  let here = from
  while (left.length > 0) {
    let nearest = 0
    for (let i = 1; i < left.length; i++)
      if (metresBetween(here, left[i]!.at) < metresBetween(here, left[nearest]!.at)) nearest = i
    const [stop] = left.splice(nearest, 1)
    way.push(stop!)
    here = stop!.at
  }
  return way
}

/** Turns stretches of the way around as long as that makes it shorter. */
function uncrossed<S extends Stop>(from: Gcj02, given: readonly S[]): S[] {
  const way = [...given]
  const at = (i: number): Gcj02 => way[i]?.at ?? from // before the first and after the last is the store
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let better = false
    for (let i = 0; i < way.length - 1; i++)
      for (let k = i + 1; k < way.length; k++) {
        const now = metresBetween(at(i - 1), at(i)) + metresBetween(at(k), at(k + 1))
        const turned = metresBetween(at(i - 1), at(k)) + metresBetween(at(i), at(k + 1))
        if (turned >= now - WORTH_IT) continue
        way.splice(i, k - i + 1, ...way.slice(i, k + 1).reverse())
        better = true
      }
    if (!better) break
  }
  return way
}
