// Owns the mending of libsignal's job queue: jobs of one address run one after the other in the whole process.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * That queue would make a job of one session run in the async context of another session that talks to the same
 * contact: outside its own transaction, and waiting for a lane that its own caller holds. Our lane orders each
 * session's work already, so here a job simply runs. To be imported before Baileys, whose copy of libsignal this is.
 */
const require = createRequire(fileURLToPath(import.meta.resolve('@whiskeysockets/baileys')))
const place = require.resolve('libsignal/src/queue_job.js')
require(place)
const loaded = require.cache[place]
if (!loaded)
  throw new Error('libsignal keeps its job queue elsewhere; look how this version orders its jobs.')
loaded.exports = async (_address: string, job: () => Promise<unknown>) => job()
