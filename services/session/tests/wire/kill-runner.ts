// The program that the kill test kills: one session over the adapter, opened again whenever it closes.
import { createBaileysWhatsApp } from '../../src/whatsapp/baileys/baileys-whatsapp.ts'
import type { Connection } from '../../src/whatsapp/whatsapp.port.ts'
import { onRelay, openGround, tell } from './runner-ground.ts'

const { settings, pool, masterKey, logger, ports, log, fence, failpoints } = await openGround()
const unused = () => Promise.reject(new Error('No file is sent here.'))
const noStore = { put: unused, get: unused, describe: unused, delete: unused }
const whatsapp = createBaileysWhatsApp({
  pool,
  log,
  masterKey,
  logger,
  url: settings.wsUrl,
  rootKey: settings.rootKey,
  store: noStore,
  mediaHost: 'localhost',
  ports,
  failpoints,
})
const composed = new Map<string, Uint8Array>()
let connection: Connection | null = null

onRelay(async ({ address, wireId, composed: text }) => {
  const wireForm = Buffer.from(text, 'base64')
  composed.set(wireId, wireForm)
  await connection?.relay({ address, phone: null }, wireId, wireForm)
})

for (;;) {
  await whatsapp.recover(fence)
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  connection = await whatsapp.open(fence, {
    stillOwns: () => true,
    signal(signal) {
      if (signal.kind === 'qr') tell({ kind: 'qr', text: signal.text })
      if (signal.kind === 'online') tell({ kind: 'online' })
      if (signal.kind === 'closed') close()
    },
    acknowledged: (wireId) => tell({ kind: 'acknowledged', wireId }),
    refused: () => {},
    receipt: () => Promise.resolve(),
    fileAnswered: () => Promise.resolve(),
    bookEntries: () => Promise.resolve(),
    groupsShown: () => false,
    groupNamed: () => Promise.resolve(),
    typing: () => {},
    wireFormOf: (wireId) => Promise.resolve(composed.get(wireId) ?? null),
  })
  await closed
  await new Promise((resolve) => setTimeout(resolve, 100))
}
