/** Where a door begins in a Chinese address: 3栋, 二号楼, 2单元, 501室; a road's number (88号) is part of the place. */
const DOOR = /([0-9A-Za-z一二三四五六七八九十百]{1,4}[- ]?(栋|幢|座|号楼|单元|室|组|层|楼))/

/**
 * Splits what a map can find from what only a courier reads: 滨海路88号阳光花园3栋2单元501 → 滨海路88号阳光花园 + 3栋2单元501.
 * `place`: what the map calls it, for a text that names no building. Both halves are shown and can be put right.
 */
export function splitDoor(text: string, place: string | null): { place: string; detail: string } {
  const whole = text.trim()
  const door = DOOR.exec(whole)
  if (door && door.index > 0) return { place: whole.slice(0, door.index).trim(), detail: whole.slice(door.index) }
  if (door) return { place: place ?? '', detail: whole }
  const named = place ? whole.indexOf(place) : -1
  if (!place || named < 0) return { place: whole, detail: '' }
  const end = named + place.length
  return { place: whole.slice(0, end), detail: whole.slice(end).trim() }
}
