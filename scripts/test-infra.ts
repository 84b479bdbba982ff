// Gives one vitest run its Postgres cluster and its nats-server program, and takes them away afterwards.
import type { TestProject } from 'vitest/node'
import { makeTestFolder, removeTestFolder, startTestCluster, testNatsServer } from './infra/test-run.mjs'
import { prepareCluster } from './testing/database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's folder in memory; every server of the run keeps its data under it. */
    testFolder: string
    /** Port of the run's Postgres on 127.0.0.1. */
    testPostgresPort: number
    /** Path of the nats-server that each test file starts for itself. */
    natsServerPath: string
  }
}

/** Vitest's global setup of the projects `integration` and `e2e`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const natsServerPath = testNatsServer()
  const folder = await makeTestFolder()
  const cluster = await startTestCluster(folder)
  await prepareCluster(cluster.port)
  project.provide('testFolder', folder)
  project.provide('testPostgresPort', cluster.port)
  project.provide('natsServerPath', natsServerPath)
  return () => removeTestFolder(folder)
}
