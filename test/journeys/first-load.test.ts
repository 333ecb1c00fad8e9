import { expect, inject, test } from 'vitest'
import { measureFirstLoad } from '../support/journeys/first-load'

test('the home page costs a new browser at most 300 KB of JavaScript, gzip', async () => {
  const { gzipBytes, files } = await measureFirstLoad(inject('h5Folder'))
  expect(files.length).toBeGreaterThan(1)
  expect(gzipBytes).toBeGreaterThan(50_000)
  expect(gzipBytes).toBeLessThanOrEqual(300_000)
})
