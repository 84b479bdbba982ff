// Owns waiting for the pace of one number: per person, for new chats, for all it sends; first come, first served.
import { createLanes } from './lanes.ts'
import { bucketOf, type Limit, type Pace, taken, waitOf } from './pace.model.ts'
import { pause } from './pause.ts'
import { unlessGone } from './unless-gone.ts'

export interface Pacing {
  /**
   * Waits until one more may go out. False: `gone` aborted. `opensChat`: first words to somebody who never wrote; that
   * quota is not waited for any more when `heard` aborts, because they have written.
   */
  turn(chatId: string, opensChat: boolean, gone: AbortSignal, heard: AbortSignal): Promise<boolean>
}

/** Longest one timer waits, ms; a pace of hours still follows a clock that is put right. */
const LONGEST_MS = 60_000
/** People whose pace is remembered; beyond it those who have rested are forgotten. */
const MAX_CONTACTS = 2000

/** The pace of one held session. `opened`: new chats of the last hour, by former runs. */
export function createPacing(pace: Pace, now: () => number, opened: number): Pacing {
  const session = turnstile(pace.session, now, 0)
  const newChats = turnstile(pace.newChats, now, opened)
  const contacts = new Map<string, Turnstile>()

  function contact(chatId: string): Turnstile {
    if (contacts.size > MAX_CONTACTS)
      for (const [id, known] of contacts) if (known.isRested()) contacts.delete(id)
    const found = contacts.get(chatId) ?? turnstile(pace.contact, now, 0)
    contacts.set(chatId, found)
    return found
  }

  async function mayOpen(gone: AbortSignal, heard: AbortSignal): Promise<boolean> {
    const passed = await unlessGone(newChats.pass(AbortSignal.any([gone, heard])), heard)
    return heard.aborted ? !gone.aborted : passed === true
  }

  return {
    turn: async (chatId, opensChat, gone, heard) =>
      (!pace.contact || (await contact(chatId).pass(gone))) &&
      (!opensChat || (await mayOpen(gone, heard))) &&
      (await session.pass(gone)),
  }
}

interface Turnstile {
  pass(gone: AbortSignal): Promise<boolean>
  isRested(): boolean
}

function turnstile(limit: Limit | null, now: () => number, used: number): Turnstile {
  if (!limit) return { pass: (gone) => Promise.resolve(!gone.aborted), isRested: () => true }
  const inLane = createLanes()
  let bucket = bucketOf(limit, now(), used)
  return {
    pass: (gone) =>
      inLane('', async () => {
        while (!gone.aborted) {
          const wait = waitOf(limit, bucket, now())
          if (wait === 0) {
            bucket = taken(limit, bucket, now())
            return true
          }
          await pause(Math.min(wait, LONGEST_MS), gone)
        }
        return false
      }),
    isRested: () => now() - bucket.at > limit.burst * limit.everyMs,
  }
}
