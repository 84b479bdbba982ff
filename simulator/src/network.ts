// Everything the parts of the simulated WhatsApp need from each other, gathered once in simulator.ts.
import type { DeviceSyncs } from './accounts/device-syncs.table.ts'
import type { Devices } from './accounts/devices.table.ts'
import type { Phones } from './accounts/phones.table.ts'
import type { PreKeys } from './accounts/pre-keys.table.ts'
import type { AddressBooks } from './contacts/address-book.table.ts'
import type { AppStates } from './contacts/app-state.table.ts'
import type { Faults } from './faults/faults.ts'
import type { Groups } from './groups/groups.table.ts'
import type { SenderKeys } from './groups/sender-keys.table.ts'
import type { Histories } from './history/history.table.ts'
import type { Ledger } from './ledger/ledger.table.ts'
import type { MediaFiles } from './media/media-files.table.ts'
import type { UploadPasses } from './media/upload-pass.ts'
import type { MessageChanges } from './messaging/changes.table.ts'
import type { ChatMessages } from './messaging/chat-messages.table.ts'
import type { PeerMessages } from './messaging/peer-messages.table.ts'
import type { Queue } from './messaging/queue.ts'
import type { Retries } from './messaging/retries.table.ts'
import type { UsedKeys } from './messaging/used-keys.table.ts'
import type { Sessions } from './signal/sessions.ts'
import type { Database } from './store/database.ts'
import type { InTurn } from './store/in-turn.ts'
import type { Connections } from './wire/connections.ts'

export interface Network {
  readonly db: Database
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly phones: Phones
  readonly devices: Devices
  readonly preKeys: PreKeys
  readonly deviceSyncs: DeviceSyncs
  readonly addressBooks: AddressBooks
  readonly appStates: AppStates
  readonly histories: Histories
  readonly groups: Groups
  readonly senderKeys: SenderKeys
  readonly peerMessages: PeerMessages
  readonly inTurn: InTurn
  readonly sessions: Sessions
  readonly connections: Connections
  readonly queue: Queue
  readonly chats: ChatMessages
  readonly changes: MessageChanges
  readonly media: MediaFiles
  readonly uploadPasses: UploadPasses
  /** `name:port` of the media server, as clients reach it. */
  readonly mediaHost: () => string
  readonly retries: Retries
  readonly usedKeys: UsedKeys
  readonly faults: Faults
  readonly ledger: Ledger
}
