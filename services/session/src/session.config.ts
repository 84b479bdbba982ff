// Owns the configuration of the session service; the only file that reads the environment.
import { hostname } from 'node:os'
import { Network } from '@indoshopster/contracts/session/session.events'
import { mediaStoreConfig } from '@indoshopster/media-store/media-store.config'
import { storesConfig } from '@indoshopster/read-store/stores.config'
import type { ConfigField } from '@indoshopster/service/config'
import { Type } from 'typebox'

export const environment = process.env

export const sessionConfig = {
  ...storesConfig,
  ...mediaStoreConfig,
  network: {
    env: 'SESSION_NETWORK',
    doc: 'the network this process serves: whatsapp or simulator',
    schema: Network,
    default: 'whatsapp',
  },
  owner: {
    env: 'SESSION_OWNER',
    doc: 'name under which leases are held; a restarted process of the same name takes its own back at once, so never give two running ones the same',
    schema: Type.String({ minLength: 1, maxLength: 200 }),
    default: hostname(),
  },
  leaseSeconds: {
    env: 'SESSION_LEASE_SECONDS',
    doc: 'how long a number stays with a process that does not answer any more, seconds',
    schema: Type.Number({ minimum: 1, maximum: 300 }),
    default: '10',
  },
  settleSeconds: {
    env: 'SESSION_SETTLE_SECONDS',
    doc: 'how long no process may have come before numbers move so that all hold the same, seconds',
    schema: Type.Number({ minimum: 0, maximum: 3600 }),
    default: '30',
  },
  whatsappUrl: {
    env: 'WHATSAPP_URL',
    doc: 'WebSocket address of a server that speaks the protocol; empty: the real WhatsApp',
    schema: Type.String(),
    default: '',
  },
  whatsappRootKey: {
    env: 'WHATSAPP_ROOT_KEY',
    doc: '64 hex digits: the root key that server signs its certificates with; empty: the real one',
    schema: Type.String({ pattern: '^([0-9a-fA-F]{64})?$' }),
    default: '',
  },
  whatsappMediaHost: {
    env: 'WHATSAPP_MEDIA_HOST',
    doc: 'the host, with an optional port, that files of messages are fetched from; no other one is asked',
    schema: Type.String({ pattern: '^[A-Za-z0-9.-]+(:[0-9]+)?$' }),
    default: 'mmg.whatsapp.net',
  },
  mediaMaxBytes: {
    env: 'MEDIA_MAX_BYTES',
    doc: 'files of received messages larger than this are not fetched, bytes',
    schema: Type.Integer({ minimum: 1 }),
    default: '104857600',
  },
  phoneAnswerSeconds: {
    env: 'SESSION_PHONE_ANSWER_SECONDS',
    doc: 'how long the phone of a number has to upload a lost file again, before it is asked a second and last time, seconds',
    schema: Type.Number({ minimum: 1, maximum: 3600 }),
    default: '60',
  },
  pacePerMinute: {
    env: 'SEND_PACE_PER_MINUTE',
    doc: 'messages a number sends per minute, a third of them at once; 0: no limit, -1: 30 on whatsapp, none on simulator',
    schema: Type.Number({ minimum: -1 }),
    default: '-1',
  },
  paceContactSeconds: {
    env: 'SEND_PACE_CONTACT_SECONDS',
    doc: 'seconds between two messages to one person, after five at once; 0: no limit, -1: 1 on whatsapp, none on simulator',
    schema: Type.Number({ minimum: -1 }),
    default: '-1',
  },
  newChatsPerHour: {
    env: 'NEW_CHATS_PER_HOUR',
    doc: 'people who never wrote that a number writes to per hour, half of them at once; 0: no limit, -1: 20 on whatsapp, none on simulator',
    schema: Type.Number({ minimum: -1 }),
    default: '-1',
  },
  sendExpiresHours: {
    env: 'SEND_EXPIRES_HOURS',
    doc: 'a message that waited so many hours for its number or its pace fails as expired instead of going out; 0: never',
    schema: Type.Number({ minimum: 0 }),
    default: '72',
  },
  failpoint: {
    env: 'SESSION_FAILPOINT',
    doc: 'tests only: the point at which the process kills itself, with an optional :<nth hit>',
    schema: Type.String(),
    default: '',
  },
} satisfies Record<string, ConfigField>
