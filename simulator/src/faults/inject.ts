// Makes a fault happen: some at once on open connections, the others by arming them.
import type { Fault } from '../api/fault-schemas.ts'
import { endStream } from '../login/goodbye.ts'
import { resend } from '../messaging/resend.ts'
import { announceRestriction } from '../restrictions/restrictions.ts'
import { newsletterNoise } from '../status/noise.ts'
import { loseMedia } from '../media/lose-media.ts'
import type { Network } from '../network.ts'

/** Answers how many connections or devices felt it right now; undefined for faults that wait for an occasion. */
export const inject = async (
  network: Network,
  fault: Fault,
  phone: string | undefined,
): Promise<number | undefined> => {
  const scope = phone === undefined ? {} : { phone }
  const connections = network.connections.list(phone)
  switch (fault.kind) {
    case 'cut':
      for (const connection of connections) connection.terminate()
      return connections.length
    case 'stream_error':
      for (const connection of connections) endStream(connection, fault.code)
      return connections.length
    case 'mute':
      for (const connection of connections) connection.mutedUntil = network.now() + fault.ms
      return connections.length
    case 'refuse_login':
      network.faults.arm({ kind: 'refuse_login', ...scope, left: fault.count, value: fault.code })
      return undefined
    case 'nack':
      network.faults.arm({ kind: 'nack', ...scope, left: fault.count, value: fault.error })
      return undefined
    case 'drop_acks':
    case 'undecryptable':
    case 'cannot_decrypt':
    case 'drop_sender_key':
    case 'drop_receipts':
    case 'lookup_fails':
    case 'history_broken':
    case 'media_damaged':
    case 'media_short':
    case 'media_retry_refused':
    case 'media_retry_unanswered':
      network.faults.arm({ kind: fault.kind, ...scope, left: fault.count })
      return undefined
    case 'media_gone':
    case 'media_upload_refused':
      network.faults.arm({ kind: fault.kind, ...scope, left: fault.count, value: fault.code ?? 500 })
      return undefined
    case 'delay_acks':
    case 'media_slow':
      network.faults.disarm(fault.kind, phone)
      if (fault.ms > 0) network.faults.arm({ kind: fault.kind, ...scope, value: fault.ms })
      return undefined
    case 'hold_messages':
      network.faults.arm({ kind: 'hold_messages', ...scope })
      return undefined
    case 'passkey_required':
      network.faults.disarm('passkey_required', phone)
      network.faults.arm({ kind: 'passkey_required', ...scope, ...(fault.count && { left: fault.count }) })
      return undefined
    case 'restrict':
      network.faults.disarm('restrict', phone)
      network.faults.arm({
        kind: 'restrict',
        ...scope,
        ...(fault.until !== undefined && { value: Date.parse(fault.until) }),
        note: fault.enforcement ?? 'DEFAULT',
        onlyNew: fault.onlyNew ?? false,
      })
      return announceRestriction(network, phone, 'timelock')
    case 'unrestrict':
      network.faults.disarm('restrict', phone)
      return announceRestriction(network, phone, 'timelock')
    case 'message_cap':
      network.faults.disarm('message_cap', phone)
      network.faults.arm({ kind: 'message_cap', ...scope, note: `${fault.used}/${fault.total}` })
      return announceRestriction(network, phone, 'cap')
    case 'newsletter_noise':
      return newsletterNoise(network, phone, fault.count)
    case 'release':
      return release(network, phone)
    case 'resend':
      return resend(network, fault.messageId, phone)
    case 'media_lost':
      return loseMedia(network, fault.messageId, fault.phonesToo ?? false)
    case 'redeliver':
      return network.queue.redeliver(fault.messageId, phone)
  }
}

const release = (network: Network, phone: string | undefined): number => {
  network.faults.disarm('hold_messages', phone)
  const live = network.connections.list(phone).filter((connection) => connection.live)
  for (const connection of live) network.queue.flush(connection)
  return live.length
}

/** Forgets everything that is armed and lets go of what was held. */
export const clearFaults = (network: Network): void => {
  const restricted = network.faults.list().filter(({ kind }) => kind === 'restrict')
  const capped = network.faults.list().filter(({ kind }) => kind === 'message_cap')
  network.faults.clear()
  for (const { phone } of restricted) announceRestriction(network, phone, 'timelock')
  for (const { phone } of capped) announceRestriction(network, phone, 'cap')
  release(network, undefined)
}
