import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Tests of the house itself: slow for what they say, and without need of the migrated database. */
const HOUSE = ['test/house/**/*.test.ts', 'test/mock/postgres.test.ts']

const onPostgres = (name: string, postgres: 'embedded' | 'outside', groupOrder: number): TestProjectConfiguration => ({
  test: {
    name,
    include: ['test/{server,races,mock}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...HOUSE],
    globalSetup: 'test/support/postgres-server.ts',
    provide: { postgres },
    // Two cores and a busy disk: a slow machine is no failure.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { groupOrder },
  },
})

export default defineConfig({
  test: {
    // From the quick to the slow; a group starts when the one before has ended.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...HOUSE, 'test/{server,races,mock,weapp,journeys}/**'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: 'house', include: HOUSE, testTimeout: 60_000, hookTimeout: 60_000, sequence: { groupOrder: 2 } } },
      onPostgres('api', 'embedded', 3),
      // The same tests on the PostgreSQL that production would have.
      ...(process.env.TEST_DATABASE_URL ? [onPostgres('api-outside', 'outside', 4)] : []),
      {
        test: {
          name: 'weapp',
          include: ['test/weapp/**/*.test.ts'],
          globalSetup: ['test/support/postgres-server.ts', 'test/support/built-weapp.ts'],
          provide: { postgres: 'embedded' },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/postgres-server.ts', 'test/support/built-h5.ts'],
          provide: { postgres: 'embedded' },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One browser at a time: two starve each other on two cores.
          fileParallelism: false,
          sequence: { groupOrder: 6 },
        },
      },
    ],
  },
})
