// How phones and messages look in the HTTP API.
import { lidJid, normalizePhone, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { Problem } from './problems.ts'

/** The phone a caller means; throws the problem that says what is wrong with it. */
export const phoneOf = (network: Network, written: string): Phone => {
  const phone = network.phones.find(numberOf(written))
  if (!phone) throw new Problem('phone_not_found')
  return phone
}

/** Bare digits; throws when it cannot be a number. */
export const numberOf = (written: string): string => {
  const digits = normalizePhone(written)
  if (digits === undefined) throw new Problem('phone_invalid')
  return digits
}

export const phoneView = (network: Network, { phone, name, lid }: Phone) => ({
  phone,
  name,
  lid,
  devices: network.devices.of(phone).map(({ device, platform, linkedAt }) => ({
    device,
    jid: pnJid(phone, device),
    lid: lidJid(lid, device),
    online: network.connections.of({ phone, device })?.live ?? false,
    platform,
    linkedAt: new Date(linkedAt).toISOString(),
    queued: network.queue.waiting({ phone, device }),
  })),
})
