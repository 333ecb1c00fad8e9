import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config'

const onPostgres = (name: string, postgres: 'embedded' | 'outside', order: number): TestProjectConfiguration => ({
  test: {
    name,
    include: ['test/{server,races,mock}/**/*.test.ts'],
    globalSetup: 'test/support/postgres-server.ts',
    provide: { postgres },
    // Statement after statement on two cores: a slow machine is no failure.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { groupOrder: order },
  },
})

export default defineConfig({
  test: {
    // From the quick to the slow; a project starts when the one before has ended.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, 'test/{server,races,mock,weapp,journeys}/**'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      onPostgres('api', 'embedded', 2),
      // The same tests on the PostgreSQL that production would have.
      ...(process.env.TEST_DATABASE_URL ? [onPostgres('api-outside', 'outside', 3)] : []),
      {
        test: {
          name: 'weapp',
          include: ['test/weapp/**/*.test.ts'],
          globalSetup: 'test/support/built-weapp.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
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
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
})
