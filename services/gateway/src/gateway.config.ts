// Owns what the gateway is configured with; the only file here that looks at the environment.
import { Type } from 'typebox'
import { mediaStoreConfig } from '@indoshopster/media-store/media-store.config'
import { storesConfig } from '@indoshopster/read-store/stores.config'
import type { ConfigField, ConfigOf } from '@indoshopster/service/config'

const Key = Type.String({ pattern: '^[0-9a-fA-F]{64}$' })
const PerMinute = Type.Integer({ minimum: 1 })

export const gatewayConfig = {
  ...storesConfig,
  ...mediaStoreConfig,
  apiKeyPepper: {
    env: 'API_KEY_PEPPER',
    doc: '64 hex digits, the same as of the api-keys service',
    schema: Key,
  },
  host: {
    env: 'HOST',
    doc: 'address the public port listens on',
    schema: Type.String(),
    default: '127.0.0.1',
  },
  port: {
    env: 'PORT',
    doc: 'public port; 0 for any free one',
    schema: Type.Integer({ minimum: 0, maximum: 65535 }),
    default: '1212',
  },
  networks: {
    env: 'NETWORKS',
    doc: 'networks a number can be added on, separated by commas: whatsapp, simulator',
    schema: Type.String({ pattern: '^(whatsapp|simulator)(,(whatsapp|simulator))*$' }),
    default: 'whatsapp',
  },
  simulatorUrl: {
    env: 'SIMULATOR_URL',
    doc: 'address of the simulator’s page, as browsers reach it; shown where numbers of its network are linked',
    schema: Type.String({ pattern: '^(https?://\\S+|\\s*)$' }),
    default: ' ',
  },
  webRoot: {
    env: 'WEB_ROOT',
    doc: 'folder of the built web app; left out: no web app is served',
    schema: Type.String(),
    default: ' ',
  },
  trustProxy: {
    env: 'TRUST_PROXY',
    doc: 'addresses or CIDR ranges of proxies whose X-Forwarded-* headers are believed, separated by commas; `all` for any',
    schema: Type.String(),
    default: ' ',
  },
  keyRequestsPerMinute: {
    env: 'RATE_LIMIT_KEY_PER_MINUTE',
    doc: 'send requests one API key may make in a minute, on each gateway',
    schema: PerMinute,
    default: '6000',
  },
  addressRequestsPerMinute: {
    env: 'RATE_LIMIT_ADDRESS_PER_MINUTE',
    doc: 'send requests one address may make in a minute, on each gateway',
    schema: PerMinute,
    default: '12000',
  },
  mediaMaxBytes: {
    env: 'MEDIA_MAX_BYTES',
    doc: 'bytes of a file that staff may send',
    schema: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
    default: String(64 * 1024 * 1024),
  },
  signInsPerMinute: {
    env: 'RATE_LIMIT_SIGN_IN_PER_MINUTE',
    doc: 'sign-ins and sign-ups one address may try in a minute, on each gateway',
    schema: PerMinute,
    default: '60',
  },
  liveRingFrames: {
    env: 'LIVE_RING_FRAMES',
    doc: 'live frames kept in memory for browsers that come back',
    schema: Type.Integer({ minimum: 1 }),
    default: '5000',
  },
  liveRereadEvents: {
    env: 'LIVE_REREAD_EVENTS',
    doc: 'events read into that memory when a gateway starts',
    schema: Type.Integer({ minimum: 0 }),
    default: '2000',
  },
  liveReplayedEvents: {
    env: 'LIVE_REPLAYED_EVENTS',
    doc: 'events replayed to a browser from the log; one that missed more must reload',
    schema: Type.Integer({ minimum: 1 }),
    default: '10000',
  },
} satisfies Record<string, ConfigField>

export type GatewayConfig = ConfigOf<typeof gatewayConfig>

export const environment = process.env
