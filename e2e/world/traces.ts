// Answers: where in everything that the house keeps does a word still stand?
import { createCodec } from '@indoshopster/event-log/codec'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import pg from 'pg'

/** The forms in which words may be kept, each with its name. */
function formsOf(words: readonly string[]): readonly (readonly [string, Buffer])[] {
  return words.flatMap((word) => {
    const bytes = Buffer.from(word)
    // Of three ways to stand in base64, the middle of each is free of its neighbours.
    const base64 = [0, 1, 2].map((at) => {
      const text = Buffer.concat([Buffer.alloc(at), bytes]).toString('base64')
      return text.slice(4, -4)
    })
    const shown = [word, bytes.toString('hex'), ...base64.filter((text) => text.length >= 8)]
    return shown.map((form) => [word, Buffer.from(form)] as const)
  })
}

/** Which of the words stand in these bytes, upper or lower case alike. */
export function wordsIn(bytes: Buffer | string, words: readonly string[]): string[] {
  const plain = Buffer.from(bytes)
  const lower = Buffer.from(plain.toString('latin1').toLowerCase(), 'latin1')
  const found = formsOf(words).filter(
    ([, form]) =>
      plain.includes(form) || lower.includes(Buffer.from(form.toString('latin1').toLowerCase(), 'latin1')),
  )
  return [...new Set(found.map(([word]) => word))]
}

/** Every row of every table of every schema, as text; bytes as hex. */
export async function inPostgres(adminUrl: string, words: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT one::text AS row FROM ${name} one`)
      for (const { row } of rows) found.push(...wordsIn(row, words).map((word) => `${name}: ${word}`))
    }
    if (tables.length < 20) throw new Error(`Only ${tables.length} tables were looked at.`)
    return [...new Set(found)]
  } finally {
    await client.end()
  }
}

/** What a store holds: where words were found, and how many messages each stream has. */
export interface Streams {
  readonly found: readonly string[]
  readonly messages: Readonly<Record<string, number>>
}

/**
 * Every message of every stream: as it is stored, with subject and headers, and as whoever has the master key and all
 * tables would read it.
 */
export async function inStreams(
  natsUrl: string,
  keys: { adminUrl: string; masterKey: string },
  words: readonly string[],
): Promise<Streams> {
  const nats = await connect({ servers: natsUrl })
  const pool = new pg.Pool({ connectionString: keys.adminUrl, max: 1 })
  const codec = createCodec(postgresKeyring(pool, Buffer.from(keys.masterKey, 'hex')))
  try {
    const manager = await jetstreamManager(nats)
    const found = new Set<string>()
    const messages: Record<string, number> = {}
    for await (const { config, state } of manager.streams.list()) {
      messages[config.name] = state.messages
      if (state.messages === 0) continue
      const consumer = await jetstream(nats).consumers.get(config.name)
      for await (const message of await consumer.fetch({ max_messages: state.messages, expires: 5000 })) {
        const { subject, seq: sequence, data: body } = message
        const headers = [...(message.headers ?? [])].flat(2).join(' ')
        const { events } = await codec.decode([{ subject, sequence, body }])
        const all = [Buffer.from(`${subject} ${headers} `), body, Buffer.from(JSON.stringify(events))]
        for (const word of wordsIn(Buffer.concat(all), words)) found.add(`${config.name} ${subject}: ${word}`)
      }
    }
    return { found: [...found], messages }
  } finally {
    await pool.end()
    await nats.close()
  }
}
