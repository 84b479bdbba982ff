// Names the kinds of tests: unit (pure, no servers), web (components), integration (real Postgres and NATS), e2e.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/dist/**', '.local/**']
const everywhere = '{contracts,packages,services,simulator,web,benchmarks,deploy,scripts,e2e}'

/** Servers share two cores with other tests: what is looked at again and again has time to come. */
const servers = { expect: { poll: { timeout: 15_000 } } }

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${everywhere}/**/*.test.ts`],
          exclude: [...never, '**/*.int.test.ts', 'web/**'],
          // What is pure leaves nothing behind, so that files share a process and what they import.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: './web/vite.config.ts',
        test: {
          name: 'web',
          environment: 'happy-dom',
          root: 'web',
          include: ['src/**/*.test.ts'],
          setupFiles: [fileURLToPath(new URL('web/src/api/no-network.setup.ts', import.meta.url))],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          ...servers,
          include: [`${everywhere}/**/*.int.test.ts`],
          exclude: never,
          globalSetup: ['scripts/test-infra.ts'],
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          ...servers,
          include: ['e2e/**/*.story.ts'],
          exclude: never,
          globalSetup: ['scripts/test-infra.ts'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
