/** Rows of one section: drawn together or not at all. */
export const SECTION = 10

/** How many sections before and after the one on screen keep their rows: more than a screen each. */
const AROUND = 1

function sectionsOf<T>(rows: readonly T[]): (readonly T[])[] {
  const count = Math.ceil(rows.length / SECTION)
  return Array.from({ length: count }, (_, i) => rows.slice(i * SECTION, (i + 1) * SECTION))
}

/** The section at the top of the screen. `scrollHeight`: of all `rows`, px; rows are equally high. */
export function sectionAt(scrollTop: number, scrollHeight: number, rows: number): number {
  if (rows === 0 || scrollHeight <= 0) return 0
  const row = Math.floor((Math.max(0, scrollTop) / scrollHeight) * rows)
  return Math.min(Math.floor(row / SECTION), Math.ceil(rows / SECTION) - 1)
}

export type Drawn<T> = {
  /** Rows that only keep their room, above and below. */
  readonly before: number
  readonly sections: readonly { readonly at: number; readonly rows: readonly T[] }[]
  readonly after: number
}

/** What is drawn while section `near` is at the top of the screen: itself and its neighbours, however long the list is. */
export function drawnAround<T>(rows: readonly T[], near: number): Drawn<T> {
  const all = sectionsOf(rows)
  // a list may have become shorter than it was when it was scrolled
  const middle = Math.min(near, all.length - 1)
  const first = Math.max(0, middle - AROUND)
  const sections = all.slice(first, middle + AROUND + 1).map((rows, i) => ({ at: first + i, rows }))
  const before = first * SECTION
  const drawn = sections.reduce((sum, section) => sum + section.rows.length, 0)
  return { before, sections, after: rows.length - before - drawn }
}
