// Owns a network at the port, run by a test: phones scan, lines drop, servers acknowledge, refuse or stay silent.
import {
  type CloseCause,
  type Connection,
  type ConnectionSink,
  type Fence,
  NotConnectedError,
  type Recipient,
  type WhatsApp,
} from '../src/whatsapp/whatsapp.port.ts'

interface FakeRelay {
  readonly sessionId: string
  readonly epoch: number
  readonly wireId: string
  readonly address: string
  readonly text: string
}

/** The network itself; it outlives the processes that connect to it. */
export interface FakeNetwork extends WhatsApp {
  /** Everything that was put on the wire, in order, repeats too. */
  readonly relays: readonly FakeRelay[]
  /** Every phone that was asked for. */
  readonly lookUps: readonly string[]
  /** Phones that are on the network; all by default. */
  isOnNetwork: (phone: string) => boolean
  /** Whether asking for this phone ends the connection; no by default. */
  lookUpEnds: (phone: string) => boolean
  /** Makes the wire form of a text. */
  compose: (text: string | null) => Promise<Uint8Array | null>
  /** What the server does with a relayed message. `ack` by default. */
  respond: (relay: FakeRelay) => 'ack' | 'silence' | 'cannot leave' | { refuse: string }
  /** Scans the QR a session shows. */
  scan(sessionId: string, phone: string): void
  /** Ends the session's connection from outside. */
  drop(sessionId: string, cause: CloseCause): void
  /** Whether a connection of the session is open now. */
  isOpen(sessionId: string): boolean
  /** Whether `open` may bring a linked session online; false holds it at the door. */
  isReachable: boolean
  /** Whether the server says anything to who connects; false: it takes the connection and stays mute. */
  isMute: boolean
  /** The recipient's phone tells; resolves when the session has taken it, rejects when it could not. */
  tell(sessionId: string, wireIds: readonly string[], outcome: 'delivered' | 'read'): Promise<void>
  /** The network tells that it lets the number write to nobody new until then, ms. */
  tellRestricted(sessionId: string, until: number): void
  /** How often each session was opened, by epoch. */
  readonly opened: readonly Fence[]
  /** Sessions that were unlinked by us, one entry each time. */
  readonly loggedOut: readonly string[]
  readonly sinks: ReadonlyMap<string, ConnectionSink>
  wireFormOf(sessionId: string, wireId: string): Promise<string | null>
}

export function createFakeNetwork(): FakeNetwork {
  const linked = new Map<string, string>()
  const open = new Map<string, { sink: ConnectionSink; end: (cause: CloseCause) => void }>()
  const relays: FakeRelay[] = []
  const lookUps: string[] = []
  const opened: Fence[] = []
  const loggedOut: string[] = []
  const sinks = new Map<string, ConnectionSink>()

  function connect(fence: Fence, sink: ConnectionSink): Connection {
    const { sessionId } = fence
    let isOpen = true
    const end = (cause: CloseCause) => {
      if (!isOpen) return
      isOpen = false
      if (open.get(sessionId)?.sink === sink) open.delete(sessionId)
      sink.signal({ kind: 'closed', cause })
    }
    // Two logins of one device: the newer one wins.
    open.get(sessionId)?.end('replaced')
    open.set(sessionId, { sink, end })
    sinks.set(sessionId, sink)
    const phone = linked.get(sessionId)
    if (!network.isMute) greet()
    function greet(): void {
      if (phone === undefined) return sink.signal({ kind: 'qr', text: `qr-of-${sessionId}` })
      if (!network.isReachable) return void setTimeout(() => end('connection_lost'), 10)
      sink.signal({ kind: 'linked', phone, pushName: null })
      sink.signal({ kind: 'online' })
    }
    return {
      lookUp: (number) => {
        if (!isOpen) return Promise.reject(new NotConnectedError('closed'))
        lookUps.push(number)
        if (network.lookUpEnds(number)) end('connection_lost')
        return isOpen
          ? Promise.resolve(network.isOnNetwork(number) ? { address: `lid-${number}`, phone: number } : null)
          : Promise.reject(new Error('closed'))
      },
      requestCode: (number) =>
        isOpen && !linked.has(sessionId)
          ? Promise.resolve(`CODE${number.slice(-4)}`)
          : Promise.reject(new NotConnectedError('no pairing')),
      compose: ({ content }) => network.compose(content.kind === 'text' ? content.text : null),
      relay: (recipient: Recipient, wireId, composed) => {
        if (!isOpen) return Promise.reject(new NotConnectedError('closed'))
        const text = Buffer.from(composed).toString()
        const relay = { sessionId, epoch: fence.epoch, wireId, address: recipient.address, text }
        const answer = network.respond(relay)
        if (answer === 'cannot leave') return Promise.reject(new Error('no keys of this recipient'))
        relays.push(relay)
        setImmediate(() => {
          if (!isOpen || answer === 'silence') return
          if (answer === 'ack') sink.acknowledged(wireId, Date.now())
          else sink.refused(wireId, answer.refuse)
        })
        return Promise.resolve()
      },
      askForFile: () => Promise.reject(new NotConnectedError('This network keeps no files.')),
      logOut: () => {
        loggedOut.push(sessionId)
        linked.delete(sessionId)
        end('closed_by_us')
        return Promise.resolve()
      },
      close: () => {
        end('closed_by_us')
        return Promise.resolve()
      },
    }
  }

  const network: FakeNetwork = {
    relays,
    opened,
    loggedOut,
    sinks,
    isReachable: true,
    isMute: false,
    isOnNetwork: () => true,
    lookUpEnds: () => false,
    compose: (text) => Promise.resolve(text === null ? null : Buffer.from(text)),
    lookUps,
    respond: () => 'ack',
    open: (fence, sink) => {
      opened.push(fence)
      return Promise.resolve(connect(fence, sink))
    },
    forget: (fence) => {
      linked.delete(fence.sessionId)
      return Promise.resolve()
    },
    forgetPeople: () => Promise.resolve(),
    openHistory: () => {
      throw new Error('This network has no history.')
    },
    openMedia: () => {
      throw new Error('This network keeps no files.')
    },
    askNameOf: () => null,
    readAnswer: () => ({ kind: 'not_ours' }),
    recover: () => Promise.resolve(),
    scan(sessionId, phone) {
      const sink = open.get(sessionId)?.sink
      if (!sink) throw new Error('No QR is shown.')
      linked.set(sessionId, phone)
      sink.signal({ kind: 'linking' })
      sink.signal({ kind: 'linked', phone, pushName: 'Toko' })
      sink.signal({ kind: 'online' })
    },
    drop(sessionId, cause) {
      if (cause === 'logged_out_from_phone') linked.delete(sessionId)
      open.get(sessionId)?.end(cause)
    },
    tellRestricted: (sessionId, until) => open.get(sessionId)?.sink.signal({ kind: 'restricted', until }),
    isOpen: (sessionId) => open.has(sessionId),
    tell(sessionId, wireIds, outcome) {
      const sink = sinks.get(sessionId)
      if (!sink) throw new Error('The session was never open.')
      return sink.receipt({ wireIds, outcome, at: Date.now() })
    },
    async wireFormOf(sessionId, wireId) {
      const form = await sinks.get(sessionId)?.wireFormOf(wireId)
      return form ? Buffer.from(form).toString() : null
    },
  }
  return network
}
