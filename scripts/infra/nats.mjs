// Gives `npm start` a NATS server: yours by NATS_URL, else one of this checkout.
import { join } from 'node:path'
import { natsServer } from './nats-binary.mjs'
import {
  answersWithJetStream,
  startNatsServer,
  stopNatsServer,
  stopOrphanedNatsServer,
} from './nats-process.mjs'
import { localFolder } from './paths.mjs'
import { rememberedPort } from './ports.mjs'
import { StepFailure } from './steps.mjs'

/** Returns `{ url, note, launch, stop }`; `launch` (null for a server of yours) resolves to the server's process. */
export async function localNats() {
  if (process.env.NATS_URL) {
    await checkYours(process.env.NATS_URL)
    return { url: process.env.NATS_URL, note: 'yours (NATS_URL)', launch: null, stop: async () => {} }
  }
  const { path, version, from } = natsServer()
  const folder = localFolder('nats', 'data')
  const orphan = await stopOrphanedNatsServer(folder)
  const port = await rememberedPort('nats')
  return {
    url: `nats://127.0.0.1:${port}`,
    note: [`${version} on 127.0.0.1:${port}`, from, orphan].filter(Boolean).join(', '),
    launch: async () => {
      await stopOrphanedNatsServer(folder)
      return startNatsServer({
        path,
        folder,
        port,
        sync: 'always',
        logFile: join(localFolder('logs'), 'nats.log'),
      })
    },
    stop: stopNatsServer,
  }
}

async function checkYours(urls) {
  for (const url of urls.split(',')) {
    const { hostname, port } = new URL(url.includes('://') ? url : `nats://${url}`)
    if (await answersWithJetStream(Number(port || 4222), hostname)) return
  }
  throw new StepFailure(
    'No NATS server with JetStream answers at NATS_URL.',
    'Start it with JetStream on (nats-server -js), or unset NATS_URL to use a server of this checkout.',
  )
}
