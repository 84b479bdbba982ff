// Starts the simulator and says where it listens, as one line of JSON.
import './signal/silence.ts'
import { readConfig } from './simulator.config.ts'
import { startSimulator } from './simulator.ts'

const simulator = await startSimulator(readConfig())
const { url, wsUrl, rootKey, mediaHost, caFile } = simulator
process.stdout.write(`${JSON.stringify({ url, wsUrl, rootKey, mediaHost, caFile })}\n`)

const stop = (): void => {
  void simulator.close().finally(() => process.exit(0))
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
