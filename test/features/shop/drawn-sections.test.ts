import { describe, expect, it } from 'vitest'
import { isDrawn, SECTION, sectionAt, sectionsOf } from '../../../src/features/shop/drawn-sections'

const ROW = 128

describe('a list of 500 goods', () => {
  const rows = Array.from({ length: 500 }, (_, i) => i)
  const sections = sectionsOf(rows)
  const drawnAt = (scrollTop: number): number[] => {
    const near = sectionAt(scrollTop, rows.length * ROW, rows.length)
    return sections.flatMap((section, i) => (isDrawn(i, near) ? section : []))
  }

  it('has fewer than sixty children per node and draws at most thirty rows', () => {
    expect(sections.length).toBeLessThan(60)
    expect(sections.flat()).toEqual(rows)
    for (let top = 0; top < rows.length * ROW; top += 777) expect(drawnAt(top).length).toBeLessThanOrEqual(3 * SECTION)
  })

  it('draws whatever a phone of 900 px shows, wherever it stands, and a screen before it', () => {
    for (let top = 0; top <= rows.length * ROW - 900; top += 311) {
      const drawn = new Set(drawnAt(top))
      const first = Math.floor(top / ROW)
      for (let row = Math.max(0, first - 6); row <= first + Math.ceil(900 / ROW); row++) expect(drawn).toContain(row)
    }
  })

  it('stays within itself at its ends and when it is empty', () => {
    expect(sectionAt(-50, 64_000, 500)).toBe(0)
    expect(sectionAt(64_000, 64_000, 500)).toBe(49)
    expect(sectionAt(0, 0, 0)).toBe(0)
    expect(sectionAt(10, 100, 3)).toBe(0)
  })
})
