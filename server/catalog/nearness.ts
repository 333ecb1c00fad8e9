import { type ReadQuery, slurred } from './search-text'

/** Letters of a query that may be wrong: none of a few, two of many. */
const slipsAllowed = (letters: number): number => (letters < 4 ? 0 : letters < 8 ? 1 : 2)

/**
 * How near goods are that do not fit to the letter, by their `sounds` (search-text.ts); less is nearer, `null` is not near. 10 and 11:
 * the same sound in other characters, from the beginning or from a later syllable on; 30 and more: the same when slurred, or with slips.
 */
export function nearness({ letters, slurred: typed }: ReadQuery, sounds: string): number | null {
  const heard = [...sounds.matchAll(/([|^])([a-z]+)/g)].map(([, mark, said]) => ({ first: mark === '^', said: said! }))
  const same = heard.filter(({ said }) => said.startsWith(letters))
  if (same.length > 0) return same.some(({ first }) => first) ? 20 : 21
  const ways = heard.flatMap(({ first, said }) => {
    const slips = Math.min(slipsToBegin(typed, slurred(said)), slipsToBegin(letters, said))
    return slips <= slipsAllowed(typed.length) ? [30 + 2 * slips + (first ? 0 : 1)] : []
  })
  return ways.length > 0 ? Math.min(...ways) : null
}

/**
 * How many letters must be put in, left out, changed or swapped with their neighbour, at least, until `text` begins with `typed`
 * (optimal string alignment, the end of `text` free).
 */
export function slipsToBegin(typed: string, text: string): number {
  const width = Math.min(text.length, typed.length + 2) // beyond it every letter is one more slip
  let [before, last]: [number[], number[]] = [[], Array.from({ length: width + 1 }, (_, i) => i)]
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    for (let j = 1; j <= width; j++) {
      const same = typed[i - 1] === text[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && typed[i - 1] === text[j - 2] && typed[i - 2] === text[j - 1]
      if (swapped) least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    ;[before, last] = [last, row]
  }
  return Math.min(...last)
}
