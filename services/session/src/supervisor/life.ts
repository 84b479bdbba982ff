// Owns one life of a connection: opened, watched, closed; it ends when the network, the log or a stop says so.
import type { Logger } from '@indoshopster/service/logger'
import { LeaseLostError } from '../lease/lease.fence.ts'
import type { LeaseStore } from '../lease/lease.store.ts'
import type { PhoneAsks } from '../media/ask-phone.ts'
import type { Sending } from '../send/sending.ts'
import type { SessionFact } from '../session/session.decider.ts'
import type { LiveState } from '../session/session.model.ts'
import type { SessionRow } from '../session/session-list.table.ts'
import type {
  BookEntry,
  CloseCause,
  Connection,
  ConnectionSignal,
  ConnectionSink,
  Fence,
  WhatsApp,
} from '../whatsapp/whatsapp.port.ts'
import type { Goal } from './goal.model.ts'
import type { History } from './history.ts'
import type { Mailbox } from './mailbox.ts'
import { accountOf, keep, liftedIn, online } from './restriction.ts'

/** What can happen to a held session. `life` names the connection that speaks, so that a dead one is not heard. */
export type News =
  | { readonly kind: 'signal'; readonly life: symbol; readonly signal: ConnectionSignal }
  /** Something its sends have seen; `recorded` is called when it is in the log. */
  | { readonly kind: 'fact'; readonly fact: SessionFact; readonly recorded?: (() => void) | undefined }
  /** Staff want a code instead of a QR, or no more. */
  | { readonly kind: 'code_wanted' }
  | { readonly kind: 'wake' }
  | { readonly kind: 'stop' }

export type Ending =
  | { readonly kind: 'closed'; readonly cause: CloseCause }
  | { readonly kind: 'unlinked' }
  | { readonly kind: 'goal_changed' }

/** What is shown of a session. */
export type Shown = Pick<LiveState, 'state' | 'reason' | 'qr' | 'pairingCode'>

export interface LifeDeps {
  readonly whatsapp: WhatsApp
  readonly fence: Fence
  readonly history: History
  readonly leases: Pick<LeaseStore, 'lasts'>
  readonly sending: Sending
  readonly asks: Pick<PhoneAsks, 'connected' | 'disconnected' | 'answered'>
  readonly mailbox: Mailbox<News>
  readonly goal: () => Goal
  readonly show: (next: Shown) => void
  readonly stopping: () => boolean
  readonly onOnline: () => void
  /** The phone to pair with by code; null: by QR. */
  readonly codeFor: () => string | null
  /** What is heard of groups and of people who write. */
  readonly hearing: Pick<ConnectionSink, 'groupNamed' | 'typing'>
  readonly keepBookEntries: (entries: readonly BookEntry[]) => Promise<void>
  readonly logger: Logger
  readonly now: () => number
  /** Longest silence of a connection that is not online yet, ms; longer than one QR is shown. */
  readonly loginMs: number
}

/** Longest an unlinking at the network may take before the connection is closed anyway, ms. */
const LOG_OUT_MS = 5000

/** Longest a connection may take to close; beyond it only a new epoch makes sure that it writes no more, ms. */
const CLOSE_MS = 20_000

/** Opens, watches until the end, closes. Throws when it cannot open or the log is away. */
export async function liveOnce(deps: LifeDeps): Promise<Ending> {
  const { whatsapp, fence, sending, mailbox } = deps
  const life = Symbol('life')
  await whatsapp.recover(fence)
  const connection = await whatsapp.open(fence, {
    stillOwns: () => deps.leases.lasts(fence),
    signal: (signal) => mailbox.put({ kind: 'signal', life, signal }),
    acknowledged: (wireId, at) => sending.acknowledged(wireId, at),
    refused: (wireId, code) => sending.refused(wireId, code),
    receipt: (receipt) => sending.receipt(receipt),
    bookEntries: (entries) => deps.keepBookEntries(entries),
    wireFormOf: (wireId) => sending.wireFormOf(wireId),
    fileAnswered: (wireId, answer) => deps.asks.answered(wireId, answer),
    groupsShown: () => deps.history.row()?.groups ?? false,
    ...deps.hearing,
  })
  let lost = false
  try {
    const ending = await watch(deps, life, connection)
    lost = ending.kind === 'closed'
    return ending
  } finally {
    deps.asks.disconnected()
    await sending.disconnect(lost)
    await closed(connection)
  }
}

async function watch(deps: LifeDeps, life: symbol, connection: Connection): Promise<Ending> {
  const { mailbox, history, goal } = deps
  let isOnline = false
  let lastQr: string | null = null
  let hasCode = false
  let heardAt = performance.now()
  for (;;) {
    // Lifting may find in the log what others appended, so the aim is looked at after it.
    const lifted = isOnline ? await liftedIn(deps) : undefined
    const aim = goal()
    if (aim === 'unlink' && isOnline) return unlink(deps, connection)
    if (aim !== 'connect' && aim !== 'unlink') return { kind: 'goal_changed' }
    // A server may take the connection and never finish the login, while it goes on answering pings.
    const left = heardAt + deps.loginMs - performance.now()
    if (!isOnline && left <= 0) return { kind: 'closed', cause: 'connection_lost' }
    const news = await mailbox.take(isOnline ? lifted : left)
    if (deps.stopping() || news?.kind === 'stop') return { kind: 'goal_changed' }
    if (news?.kind === 'wake') await readAgain(deps)
    if (news?.kind === 'code_wanted' && lastQr !== null) hasCode = await showPairing(deps, connection, lastQr)
    if (news?.kind === 'fact') await keep(deps, news.fact)
    if (news?.kind === 'fact') news.recorded?.()
    if (news?.kind !== 'signal' || news.life !== life) continue
    const { signal } = news
    heardAt = performance.now()
    if (signal.kind === 'closed') return { kind: 'closed', cause: signal.cause }
    // A QR while unlinking says that no device is linked any more.
    if (signal.kind === 'qr' && aim === 'unlink') return { kind: 'unlinked' }
    if (signal.kind === 'pairing_refused') {
      await history.record({ kind: 'saw_pairing_refused', reason: signal.reason })
      continue
    }
    if (signal.kind === 'linked' && isAnother(signal.phone, history.row())) {
      // Its conversations would stand among those of the number that was here before.
      await history.record({ kind: 'saw_pairing_refused', reason: 'other_phone' })
      return unlink(deps, connection)
    }
    if (signal.kind === 'qr') {
      lastQr = signal.text
      // A code stays good while the QRs go on changing.
      if (aim === 'connect' && !hasCode) hasCode = await showPairing(deps, connection, signal.text)
    } else if (aim === 'connect') await tell(deps, signal, connection)
    if (signal.kind === 'online') isOnline = true
  }
}

/** Reads what others appended. A log that is away is no reason to leave the network: the next look at the list wakes again. */
async function readAgain({ history, logger, fence: { sessionId } }: LifeDeps): Promise<void> {
  await history
    .refresh()
    .catch((error: unknown) => logger.warn({ err: error, sessionId }, 'the log could not be looked at'))
}

/** Shows the QR, or a code where staff asked for one; true: a code. */
async function showPairing(deps: LifeDeps, connection: Connection, qr: string): Promise<boolean> {
  const phone = deps.codeFor()
  try {
    const code = phone && (await connection.requestCode(phone))
    deps.show(
      code
        ? { state: 'waiting_for_code', reason: null, qr: null, pairingCode: code }
        : { state: 'waiting_for_scan', reason: null, qr },
    )
    return Boolean(code)
  } catch (error) {
    const { sessionId } = deps.fence
    deps.logger.warn({ err: error, sessionId }, 'the network gave no code; the QR stays')
    deps.show({ state: 'waiting_for_scan', reason: null, qr })
    return false
  }
}

/** A number that was linked before may be linked again by its own phone only. */
const isAnother = (phone: string, row: SessionRow | undefined): boolean =>
  row !== undefined && !row.linked && row.phone !== null && row.phone !== phone

/** Shows and records what the connection tells. */
async function tell(
  deps: LifeDeps,
  signal: Exclude<ConnectionSignal, { kind: 'closed' | 'qr' | 'pairing_refused' }>,
  connection: Connection,
): Promise<void> {
  const { history, show, sending, onOnline } = deps
  switch (signal.kind) {
    case 'linking':
      show({ state: 'linking', reason: null, qr: null })
      return
    case 'linked': {
      const wasLinked = history.row()?.linked ?? false
      await history.record({ kind: 'saw_linked', phone: signal.phone, pushName: signal.pushName })
      if (!wasLinked) show({ state: 'linking', reason: null, qr: null })
      return
    }
    case 'online':
      onOnline()
      await history.record({ kind: 'saw_online' })
      show(online)
      deps.asks.connected(connection)
      sending.start(
        connection,
        accountOf(deps, (fact, recorded) => deps.mailbox.put({ kind: 'fact', fact, recorded })),
      )
      return
    case 'restricted': {
      const until = signal.until === null ? null : new Date(signal.until).toISOString()
      await keep(deps, { kind: 'saw_restricted', restriction: 'new_chats', until })
      return
    }
    case 'unrestricted':
      await keep(deps, { kind: 'saw_unrestricted' })
  }
}

async function unlink(deps: LifeDeps, connection: Connection): Promise<Ending> {
  const timeout = new Promise<void>((resolve) => {
    setTimeout(resolve, LOG_OUT_MS).unref()
  })
  await Promise.race([connection.logOut(), timeout]).catch((error: unknown) => {
    deps.logger.warn(
      { err: error, sessionId: deps.fence.sessionId },
      'the network did not confirm the log-out',
    )
  })
  return { kind: 'unlinked' }
}

async function closed(connection: Connection): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(reject, CLOSE_MS, new LeaseLostError('A connection of ours does not close.'))
  try {
    await Promise.race([connection.close(), late])
  } finally {
    clearTimeout(timer)
  }
}
