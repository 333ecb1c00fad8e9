/** Rows of one section: drawn together or not at all. */
export const SECTION = 10

/** How many sections before and after the one on screen keep their rows: more than a screen each. */
const AROUND = 1

export function sectionsOf<T>(rows: readonly T[]): (readonly T[])[] {
  const count = Math.ceil(rows.length / SECTION)
  return Array.from({ length: count }, (_, i) => rows.slice(i * SECTION, (i + 1) * SECTION))
}

/** The section at the top of the screen. `scrollHeight`: of all `rows`, px; rows are equally high. */
export function sectionAt(scrollTop: number, scrollHeight: number, rows: number): number {
  if (rows === 0 || scrollHeight <= 0) return 0
  const row = Math.floor((Math.max(0, scrollTop) / scrollHeight) * rows)
  return Math.min(Math.floor(row / SECTION), Math.ceil(rows / SECTION) - 1)
}

/** Whether a section keeps its rows while `near` is at the top of the screen. */
export const isDrawn = (section: number, near: number): boolean => Math.abs(section - near) <= AROUND
