// What a phone remembers from before it was linked, as tests write it down or let it be made up.

export interface PastMessage {
  readonly id: string
  readonly fromMe: boolean
  /** Milliseconds since 1970. */
  readonly at: number
  /** The text; without it and `encoded` it is of a kind that chats do not show. */
  readonly text?: string
  /** Any other content, encoded as a Message and then as base64. */
  readonly encoded?: string
}

export interface PastChat {
  /** Bare digits of the other person. */
  readonly peer: string
  readonly name?: string
  readonly unread: number
  /** Oldest first. */
  readonly messages: readonly PastMessage[]
}

/** Chats that nobody had to write: the newest message of all is at `from`, each older one a minute before. */
export interface Made {
  readonly chats: number
  readonly messagesPerChat: number
  /** Milliseconds since 1970. */
  readonly from: number
  /** The first peer; the others follow. Bare digits. */
  readonly firstPeer: string
  /** Characters of each text; a few words when left out. */
  readonly textLength?: number
}

const MINUTE_MS = 60_000
const WORDS = ['halo', 'pesanan', 'saya', 'belum', 'sampai', 'tolong', 'cek', 'resi', 'terima kasih', 'kak']

const words = (seed: number): string =>
  [seed, seed * 7 + 3, seed * 13 + 5].map((n) => WORDS[n % WORDS.length]).join(' ')

/** The same chats for the same `made`, ids included. */
export const makeUp = ({ chats, messagesPerChat, from, firstPeer, textLength }: Made): PastChat[] =>
  Array.from({ length: chats }, (_, chat) => {
    const peer = String(BigInt(firstPeer) + BigInt(chat))
    const messages = Array.from({ length: messagesPerChat }, (_unused, n) => {
      const text = `${words(chat + n)} ${n}`
      const age = (messagesPerChat - 1 - n) * chats + chat
      return {
        id: `OLD${peer}N${n}`,
        fromMe: n % 3 === 2,
        at: from - age * MINUTE_MS,
        text:
          textLength === undefined
            ? text
            : `${text.padEnd(textLength, ` ${text}`).slice(0, textLength - 3)} 🙏`,
      }
    })
    return { peer, name: `Pelanggan ${chat + 1}`, unread: 0, messages }
  })
