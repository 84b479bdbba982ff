// Owns the first adapter of the port: WhatsApp by linked devices, over Baileys.
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import type { Logger } from '@indoshopster/service/logger'
import type { Failpoints } from '../../intake/failpoint.ts'
import { createPublisher, type Publisher } from '../../intake/publisher.ts'
import { forgetOldArrivals } from '../../intake/retention.ts'
import { createSealing } from '../../intake/sealing.ts'
import type { Fence, WhatsApp } from '../whatsapp.port.ts'
import { openConnection } from './connection/baileys-connection.ts'
import { createDeviceCache } from './connection/device-cache.ts'
import { saidIn } from './from-baileys/said.ts'
import { openHistory } from './history/read-history.ts'
import { download } from './media/download.ts'
import { askNameOf, readAnswer } from './media/phone-copy.ts'
import { messageOf } from './from-baileys/stanza.ts'
import { withheldIn } from './from-baileys/withheld.ts'
import { forgetSession } from './keys/credentials.ts'
import { forgetPeople } from './keys/forget-people.ts'
import { type CacheStore, WA_CERT_DETAILS } from './library.ts'

export interface BaileysWhatsAppDeps {
  /** Sees all workspaces (`allWorkspaces`). */
  readonly pool: pg.Pool
  readonly log: Pick<EventLog, 'append'>
  /** 32 bytes; the key of the stored Signal keys and of the journal is derived from it. */
  readonly masterKey: Uint8Array
  readonly logger: Logger
  /** Server to connect to, for example `wss://…/ws/chat`; null: WhatsApp itself. */
  readonly url: string | null
  /** The server's root key, hex; null: WhatsApp's own. Valid for the whole process. */
  readonly rootKey: string | null
  readonly ports: { readonly now: () => number; readonly newId: () => string }
  /** Our own files, sent and received. */
  readonly store: MediaStore
  /** Where files are kept, for example `mmg.whatsapp.net`; no other host is asked for one. */
  readonly mediaHost: string
  /** For crash tests only. */
  readonly failpoints?: Failpoints
}

/** The adapter; one per process. */
export function createBaileysWhatsApp(deps: BaileysWhatsAppDeps): WhatsApp {
  if (deps.rootKey) WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(deps.rootKey, 'hex')
  const { pool, log, logger, url, ports } = deps
  const failpoints: Failpoints = deps.failpoints ?? (() => {})
  const sealing = createSealing(deps.masterKey)
  const translation = { messageOf, saidIn, withheldIn }
  const devices = new Map<string, CacheStore>()
  const publishers = new Map<string, { readonly fence: Fence; readonly publisher: Publisher }>()

  /** One publisher per session and epoch, so that what two connections of it publish stays in order. */
  function publisherOf(fence: Fence): Publisher {
    const known = publishers.get(fence.sessionId)
    if (known?.fence.epoch === fence.epoch) return known.publisher
    const publisher = createPublisher({ pool, log, fence, sealing, translation, ports, failpoints })
    publishers.set(fence.sessionId, { fence, publisher })
    return publisher
  }

  function devicesOf(sessionId: string): CacheStore {
    const cache = devices.get(sessionId) ?? createDeviceCache(ports.now)
    devices.set(sessionId, cache)
    return cache
  }

  return {
    open: (fence, sink) =>
      openConnection(
        { pool, log, sealing, store: deps.store, logger, url, ports, failpoints },
        { fence, sink, publisher: publisherOf(fence), devices: devicesOf(fence.sessionId) },
      ),
    forgetPeople,
    openHistory: (notice) => openHistory({ host: deps.mediaHost, fetch }, notice),
    async forget(fence) {
      devices.delete(fence.sessionId)
      await forgetSession(pool, fence)
    },
    openMedia: (wireMedia, maxBytes, signal) =>
      download({ host: deps.mediaHost, fetch }, wireMedia, maxBytes, signal),
    askNameOf,
    readAnswer,
    async recover(fence) {
      await publisherOf(fence).publishPending()
      await forgetOldArrivals(pool, fence.sessionId, ports.now())
    },
  }
}
