// A phone keeps a message it sent or got; a reaction, edit or deletion changes the message it speaks of.
import { proto } from '@whiskeysockets/baileys'
import type { Network } from '../network.ts'
import type { ChatMessage } from './chat-messages.table.ts'
import { unwrapped } from './content.ts'

const target = (network: Network, { phone, peer }: ChatMessage, id: string): ChatMessage | undefined =>
  [...network.chats.find(phone, id, 'in'), ...network.chats.find(phone, id, 'out')].find(
    (message) => message.peer === peer,
  )

/** The number that wrote it. */
const authorOf = (network: Network, { phone, peer, id, direction }: ChatMessage): string =>
  network.groups.authorOf(peer, id) ?? (direction === 'out' ? phone : peer)

/** Like phones, ignores changes of messages it does not have, and of messages somebody else wrote. */
const applyChange = (network: Network, change: ChatMessage): void => {
  const { reactionMessage, protocolMessage } = unwrapped(proto.Message.decode(change.content))
  const id = reactionMessage?.key?.id ?? protocolMessage?.key?.id
  const changed = id ? target(network, change, id) : undefined
  if (!changed) return
  const from = authorOf(network, change)
  if (reactionMessage) network.changes.react(changed, from, reactionMessage.text ?? '')
  if (!protocolMessage || authorOf(network, changed) !== from) return
  if (change.kind === 'revoke') network.changes.revoke(changed)
  if (change.kind === 'edit' && protocolMessage.editedMessage) {
    network.changes.edit(changed, proto.Message.encode(protocolMessage.editedMessage).finish())
  }
}

/** False when the phone already has it: nothing changes then. */
export const keepMessage = (network: Network, message: ChatMessage): boolean => {
  const isNew = network.chats.add(message)
  if (isNew) applyChange(network, message)
  return isNew
}
