import { describe, expect, it } from 'vitest'
import { drawnAround, SECTION, sectionAt } from '../../../src/features/shop/drawn-sections'

const ROW = 128

describe('a list of 500 goods', () => {
  const rows = Array.from({ length: 500 }, (_, i) => i)
  const drawnAt = (scrollTop: number): number[] =>
    drawnAround(rows, sectionAt(scrollTop, rows.length * ROW, rows.length)).sections.flatMap((section) => section.rows)

  it('draws at most thirty rows in three sections, and each row is drawn or has its room', () => {
    for (let top = 0; top < rows.length * ROW; top += 777) {
      const { before, sections, after } = drawnAround(rows, sectionAt(top, rows.length * ROW, rows.length))
      const drawn = sections.flatMap((section) => section.rows)
      expect(sections.length).toBeLessThanOrEqual(3)
      expect(drawn.length).toBeLessThanOrEqual(3 * SECTION)
      expect(drawn).toEqual(rows.slice(before, rows.length - after))
    }
  })

  it('draws whatever a phone of 900 px shows, wherever it stands, and a screen before it', () => {
    for (let top = 0; top <= rows.length * ROW - 900; top += 311) {
      const drawn = new Set(drawnAt(top))
      const first = Math.floor(top / ROW)
      for (let row = Math.max(0, first - 6); row <= first + Math.ceil(900 / ROW); row++) expect(drawn).toContain(row)
    }
  })

  it('has grown shorter than where it was scrolled to: its end is drawn', () => {
    expect(drawnAround(rows.slice(0, 25), 40)).toMatchObject({ before: 10, sections: [{ at: 1 }, { at: 2 }], after: 0 })
    expect(drawnAround([], 3)).toEqual({ before: 0, sections: [], after: 0 })
  })

  it('stays within itself at its ends and when it is empty', () => {
    expect(sectionAt(-50, 64_000, 500)).toBe(0)
    expect(sectionAt(64_000, 64_000, 500)).toBe(49)
    expect(sectionAt(0, 0, 0)).toBe(0)
    expect(sectionAt(10, 100, 3)).toBe(0)
  })
})
