import { type Fen, fen } from '../money'
import { least, tierReached } from './draft'

/** A 满减 that wants lines: its tiers (a higher threshold takes off more, and no more than itself), and which lines it may have. */
export type Contender = {
  readonly tiers: readonly { readonly threshold: Fen; readonly off: Fen }[]
  readonly eligible: readonly boolean[]
}

const NOBODY = -1

/**
 * To share lines out among overlapping offers is a packing problem, so the search ends after so many steps (about a millisecond).
 * It takes several offers that want the same goods, and goods that are not enough for them, to get there.
 */
const MOST_STEPS = 2_000

/**
 * Which contender each line counts for (its index, −1 for none), so that all of them together take off most. A line counts for
 * one at the most. Lines that no tier needs go to the first contender that has reached one.
 *
 * Begins with each in turn taking all it may have, the one that takes off most first, then looks for goals (one tier, or none, for
 * each contender) that take off more and for which the lines are enough. The search is exhaustive, so the answer is the best one,
 * unless it runs into `MOST_STEPS`: then it is the best one seen, and still the same for everybody.
 */
export function assignLines(amounts: readonly Fen[], contenders: readonly Contender[]): readonly number[] {
  const first = oneAfterTheOther(amounts, contenders)
  const owner = bestGoals(amounts, contenders, first) ?? first
  const reached = contenders.map((contender, c) => takenOff(contender, owned(amounts, owner, c)) > 0)
  return owner.map((one, i) =>
    one === NOBODY ? contenders.findIndex(({ eligible }, c) => reached[c]! && eligible[i]!) : one,
  )
}

const owned = (amounts: readonly Fen[], owner: readonly number[], c: number): Fen =>
  fen(amounts.reduce((sum, amount, i) => (owner[i] === c ? sum + amount : sum), 0))

function takenOff({ tiers }: Contender, amount: Fen): number {
  const tier = tierReached(tiers, amount)
  return tier ? least(tier.off, amount) : 0
}

function oneAfterTheOther(amounts: readonly Fen[], contenders: readonly Contender[]): number[] {
  const owner = amounts.map(() => NOBODY)
  const waiting = new Set(contenders.keys())
  while (waiting.size > 0) {
    let best = { c: NOBODY, off: 0 }
    for (const c of waiting) {
      const free = amounts.reduce(
        (sum, amount, i) => (owner[i] === NOBODY && contenders[c]!.eligible[i] ? sum + amount : sum),
        0,
      )
      const off = takenOff(contenders[c]!, fen(free))
      if (off > best.off) best = { c, off }
    }
    if (best.c === NOBODY) break
    waiting.delete(best.c)
    contenders[best.c]!.eligible.forEach((may, i) => {
      if (may && owner[i] === NOBODY) owner[i] = best.c
    })
  }
  return owner
}

/** A tier that a contender could reach: `need` fen of lines take off `off`. */
type Goal = { readonly need: number; readonly off: number }
const NO_GOAL: Goal = { need: 0, off: 0 }

/** `null` when no goals within reach take off more than `first` does. */
function bestGoals(
  amounts: readonly Fen[],
  contenders: readonly Contender[],
  first: readonly number[],
): readonly number[] | null {
  const goalsOf = contenders.map((contender) => goalsInReach(amounts, contender))
  const most = goalsOf.map((_, c) => goalsOf.slice(c).reduce((sum, goals) => sum + goals[0]!.off, 0))
  const all = amounts.reduce((sum, amount) => sum + amount, 0)
  const steps = { left: MOST_STEPS }
  let bestOff = contenders.reduce((sum, contender, c) => sum + takenOff(contender, owned(amounts, first, c)), 0)
  let best: readonly number[] | null = null

  const choose = (goals: readonly Goal[], off: number, need: number): void => {
    if (need > all || off + (most[goals.length] ?? 0) <= bestOff || steps.left-- <= 0) return
    if (goals.length < contenders.length) {
      for (const goal of goalsOf[goals.length]!) choose([...goals, goal], off + goal.off, need + goal.need)
      return
    }
    steps.left -= amounts.length
    const owner = place(amounts, contenders, goals, steps)
    if (owner) [best, bestOff] = [owner, off]
  }
  choose([], 0, 0)
  return best
}

/** From the one that takes off most to none. */
function goalsInReach(amounts: readonly Fen[], { tiers, eligible }: Contender): readonly Goal[] {
  const reach = amounts.reduce((sum, amount, i) => (eligible[i] ? sum + amount : sum), 0)
  const goals = tiers.flatMap(({ threshold, off }) =>
    threshold <= reach ? [{ need: Math.max(1, threshold), off: Math.min(off, reach) }] : [],
  )
  return [...goals.sort((a, b) => b.off - a.off), NO_GOAL]
}

/** Lines for every goal, each line for one; `null` when they are not enough, or `steps` ran out. */
function place(
  amounts: readonly Fen[],
  contenders: readonly Contender[],
  goals: readonly Goal[],
  steps: { left: number },
): number[] | null {
  const needs = goals.map((goal) => goal.need)
  const wanting = amounts.map((_, i) => [...needs.keys()].filter((c) => needs[c]! > 0 && contenders[c]!.eligible[i]))
  const owner = amounts.map(() => NOBODY)
  const give = (i: number, c: number): void => {
    owner[i] = c
    needs[c]! -= amounts[i]!
  }
  wanting.forEach((some, i) => {
    if (some.length === 1) give(i, some[0]!)
  })
  // The big ones first: the small ones fill what is left.
  const shared = [...amounts.keys()].filter((i) => wanting[i]!.length > 1).sort((a, b) => amounts[b]! - amounts[a]!)
  const restFrom = suffixSums(shared.map((i) => amounts[i]!))
  const restOf = needs.map((_, c) => suffixSums(shared.map((i) => (contenders[c]!.eligible[i] ? amounts[i]! : 0))))

  const fill = (k: number): boolean => {
    let want = 0
    let beyond = false
    for (let c = 0; c < needs.length; c++) {
      if (needs[c]! <= 0) continue
      want += needs[c]!
      beyond ||= needs[c]! > (restOf[c]![k] ?? 0)
    }
    if (want === 0) return true
    if (beyond || want > restFrom[k]! || steps.left-- <= 0) return false
    const i = shared[k]!
    const takers = wanting[i]!.filter((c) => needs[c]! > 0).sort((a, b) => needs[b]! - needs[a]!)
    for (const c of takers) {
      give(i, c)
      if (fill(k + 1)) return true
      needs[c]! += amounts[i]!
      owner[i] = NOBODY
    }
    // A goal is never further away for having been given a line, so a line is passed over only when nobody wants it any more.
    return takers.length === 0 && fill(k + 1)
  }
  return fill(0) ? owner : null
}

/** What is left from each place on. */
function suffixSums(amounts: readonly number[]): number[] {
  const sums = amounts.map(() => 0)
  amounts.reduceRight((sum, amount, k) => (sums[k] = sum + amount), 0)
  return sums
}
