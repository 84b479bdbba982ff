// Seeds the demo workspace into an empty house, once, and remembers what it is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from './commands.mjs'
import { inRepository, localFolder } from './paths.mjs'
import { keepSecrets, localSecrets } from './secrets.mjs'
import { StepFailure } from './steps.mjs'

const email = 'demo@indoshopster.example'
const file = () => join(localFolder(), 'demo.json')

/** Whether the log of record holds no event yet: then nobody's data is in this house. */
export async function isEmptyLog(natsUrl) {
  const { connect } = await import('@nats-io/transport-node')
  const { jetstreamManager } = await import('@nats-io/jetstream')
  const connection = await connect({ servers: natsUrl.split(',') })
  try {
    const manager = await jetstreamManager(connection)
    const info = await manager.streams.info('EVENTS').catch((error) => {
      if (error.status === 404 || error.name === 'StreamNotFoundError' || error.code === 10059) return null
      throw error
    })
    return !info || info.state.last_seq === 0
  } finally {
    await connection.close()
  }
}

/**
 * Seeds when the house is empty or an earlier seeding did not finish. Returns
 * `{ email, password, apiKey, templateId, workspaceId, note }`; without a demo workspace only a note.
 */
export async function demoWorkspace({ empty, url, simulatorUrl }) {
  const known = read()
  if (!known && !empty) return { note: 'none: the log already holds data of yours' }
  if (!existsSync(inRepository('services', 'gateway', 'src', 'main.ts')))
    return { note: 'none: there is no gateway yet' }
  const { demoPassword: password, demoApiKey } = localSecrets()
  if (known?.finished && !empty)
    return { email, password, apiKey: demoApiKey, ...known, note: 'already there' }
  write({ finished: false })
  const { code, output } = await runNode([inRepository('scripts', 'seed.ts')], {
    env: {
      SEED_URL: url,
      SEED_SIMULATOR_URL: simulatorUrl ?? '',
      SEED_EMAIL: email,
      SEED_PASSWORD: password,
      SEED_API_KEY: empty ? '' : (demoApiKey ?? ''),
    },
  })
  if (code !== 0) {
    throw new StepFailure(
      'The demo workspace could not be seeded.',
      'Read the lines above and the logs; npm start tries again, npm run reset starts afresh.',
      output,
    )
  }
  const { apiKey, templateId, workspaceId } = JSON.parse(output.trim().split('\n').at(-1))
  keepSecrets({ demoApiKey: apiKey })
  write({ finished: true, templateId, workspaceId })
  return { email, password, apiKey, templateId, workspaceId, note: 'seeded' }
}

function read() {
  try {
    return JSON.parse(readFileSync(file(), 'utf8'))
  } catch {
    return null
  }
}

const write = (demo) => writeFileSync(file(), JSON.stringify(demo, null, 2))
