// Types of test-run.mjs for the tests, which are TypeScript.

/** A server that a test may stop, kill by `pid` (it changes with each start) and start again on the same port. */
export interface TestServer {
  readonly port: number
  readonly pid: number
  stop(): Promise<boolean>
  startAgain(): Promise<void>
}

export const testAdminPassword: string
export function makeTestFolder(): Promise<string>
export function removeTestFolder(folder: string): Promise<void>
export function startTestCluster(folder: string): Promise<TestServer>
export function startTestNatsServer(folder: string, path: string): Promise<TestServer>
export function testNatsServer(): string
