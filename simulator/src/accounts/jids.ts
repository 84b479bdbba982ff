// How WhatsApp writes addresses: a person is a phone number (pn) or a private id (lid), each with devices.

/** Which of a person's two addresses a stanza uses. */
export type Addressing = 'lid' | 'pn'

/** One endpoint: device 0 is the phone itself. */
export interface Endpoint {
  readonly phone: string
  readonly device: number
}

export interface Jid {
  readonly user: string
  readonly device: number
  readonly server: string
}

/** Splits `user:device@server`; undefined when it is not an address of a person or group. */
export const parseJid = (jid: string | undefined): Jid | undefined => {
  const match = /^([^@:_]+)(?:_\d+)?(?::(\d+))?@([a-z.]+)$/.exec(jid ?? '')
  if (!match) return undefined
  const [, user = '', device, server = ''] = match
  return { user, device: Number(device ?? 0), server }
}

/** `pnJid('6281', 2)` is `6281:2@s.whatsapp.net`; device 0 is left out. */
export const pnJid = (phone: string, device = 0): string =>
  `${phone}${device ? `:${device}` : ''}@s.whatsapp.net`

/** The same for a lid. */
export const lidJid = (lid: string, device = 0): string => `${lid}${device ? `:${device}` : ''}@lid`

/** A person's lid address; undefined as long as the number has no private id. */
export const lidOf = (
  person: { readonly lid: string; readonly hasLid: boolean },
  device = 0,
): string | undefined => (person.hasLid ? lidJid(person.lid, device) : undefined)

/** Digits of a number written with spaces, dashes or a plus; undefined when it cannot be one (5 to 17 digits). */
export const normalizePhone = (written: string): string | undefined => {
  const digits = written.replace(/[\s().+-]/g, '')
  return /^[1-9]\d{4,16}$/.test(digits) ? digits : undefined
}
