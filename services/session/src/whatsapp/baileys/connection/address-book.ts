// Owns hearing the phone's address book, which WhatsApp keeps as app state of the account.
import type { BookEntry, ConnectionSink } from '../../whatsapp.port.ts'
import { personOf, phoneOf } from '../from-baileys/addresses.ts'
import { plainText } from '../from-baileys/plain-text.ts'
import type { Contact, WASocket } from '../library.ts'

/** Address books take longer names; nobody reads them. */
const MAX_NAME = 100
/** The part of the app state that holds the address book. */
const COLLECTION = 'critical_unblock_low'

/**
 * Tells entries as they come, one batch after the other. Asks for the book at every login, and when the phone has shared
 * the keys to read it. `fail` ends the connection: entries that could not be kept come again with the next one.
 */
export function hearAddressBook(
  socket: Pick<WASocket, 'ev' | 'resyncAppState'>,
  sink: Pick<ConnectionSink, 'bookEntries'>,
  canRead: () => boolean,
  fail: (error: unknown) => void,
): void {
  let queue = Promise.resolve()
  let asking = false

  function ask(): void {
    if (asking || !canRead()) return
    asking = true
    socket
      .resyncAppState([COLLECTION], false)
      // It is asked for again at the next login, and told by the server when it changes.
      .catch(() => undefined)
      .finally(() => {
        asking = false
      })
  }

  socket.ev.on('contacts.upsert', (contacts) => {
    const entries = contacts.flatMap((contact) => entryOf(contact) ?? [])
    if (entries.length > 0) queue = queue.then(() => sink.bookEntries(entries)).catch(fail)
  })
  socket.ev.on('connection.update', ({ connection }) => {
    if (connection === 'open') ask()
  })
  socket.ev.on('creds.update', ({ myAppStateKeyId }) => {
    if (myAppStateKeyId) ask()
  })
}

/** Null where the contact is no person, or says no name. LID first: it is the canonical address. */
export function entryOf(contact: Contact): BookEntry | null {
  const people = [contact.lid, contact.id, contact.phoneNumber].flatMap((jid) => personOf(jid) ?? [])
  const [first, ...rest] = [
    ...people.filter((person) => person.kind === 'lid'),
    ...people.filter((person) => person.kind === 'pn'),
  ].map((person) => person.address)
  if (!first || contact.name === undefined) return null
  const addresses = [first, ...rest.filter((address) => address !== first)] as const
  const phone = addresses.map(phoneOf).find((digits) => digits !== null) ?? null
  return { addresses: [...addresses], phone, name: plainText(contact.name).trim().slice(0, MAX_NAME) || null }
}
