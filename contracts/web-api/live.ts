// Owns the frames of GET /live (SSE). A frame's SSE id is the stream sequence; passing signals have no id.
import { Type, type Static, type TSchema } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { MessageStatus, MessageView } from '../inbox/message.views.ts'
import { SendFailure } from '../session/message.events.ts'
import { SessionView } from '../session/session.views.ts'

/** SSE `event:` is `type`, `data:` is the frame as JSON. `sequence` is 0 for passing signals. */
const frame = <T extends string, P extends Record<string, TSchema>>(type: T, data: P) =>
  Type.Object({ type: Type.Literal(type), sequence: Type.Integer(), ...data })

/** A message appeared in a thread, or its placeholder became readable (same id). */
export const MessageFrame = frame('message', { message: MessageView })
/** The status of an outgoing message moved; apply only forwards. */
export const MessageStatusFrame = frame('message_status', {
  conversationId: Uuid,
  messageId: Uuid,
  status: MessageStatus,
  failure: Type.Union([SendFailure, Type.Null()]),
  at: IsoTime,
})
/** A conversation changed (read, labelled, assigned, named, …): refetch its row with `min_seq = sequence`. */
export const ConversationFrame = frame('conversation', { conversationId: Uuid })
/** A message that is shown already changed (file, edit, reaction, deletion): refetch it with `min_seq = sequence`. */
export const MessageChangedFrame = frame('message_changed', { conversationId: Uuid, messageId: Uuid })
/** Two conversations became one, or a contact was erased: forget what is held of `conversationId`, refetch the lists. */
export const ConversationGoneFrame = frame('conversation_gone', {
  conversationId: Uuid,
  /** Where its messages are now; null: erased, and still to be fetched under its own id. */
  movedTo: Type.Union([Uuid, Type.Null()]),
})
/**
 * A person was erased (`movedTo` null), or is known by another id from now on: drop what is held of what they said, did
 * and were called in groups, or take on the new id.
 */
export const ContactGoneFrame = frame('contact_gone', {
  contactId: Uuid,
  movedTo: Type.Union([Uuid, Type.Null()]),
})
/** Labels, saved views or colleagues changed: refetch with `min_seq = sequence`. */
export const LabelsFrame = frame('labels', {})
export const ViewsFrame = frame('views', {})
export const StaffFrame = frame('staff', {})
/** What a colleague does in a conversation now; a passing signal, forgotten after 25 s. */
export const PresenceFrame = frame('presence', {
  conversationId: Uuid,
  accountId: Uuid,
  state: Type.Union([Type.Literal('viewing'), Type.Literal('typing'), Type.Literal('left')]),
})
/** The customer types, or stopped; a passing signal, forgotten after 25 s. */
export const CustomerTypingFrame = frame('customer_typing', {
  conversationId: Uuid,
  typing: Type.Boolean(),
})
/** A session changed; carries its whole view, QR included. */
export const SessionFrame = frame('session', { session: SessionView })
/** Templates or API keys changed: refetch with `min_seq = sequence`. */
export const TemplatesFrame = frame('templates', {})
export const ApiKeysFrame = frame('api_keys', {})
/** Sent first: from which sequence this stream tells. The app loads lists after it. */
export const ReadyFrame = frame('ready', {})
/** The gap is too wide to replay: reload everything. */
export const ReloadFrame = frame('reload', {})

export const LiveFrame = Type.Union([
  MessageFrame,
  MessageStatusFrame,
  ConversationFrame,
  MessageChangedFrame,
  ConversationGoneFrame,
  ContactGoneFrame,
  LabelsFrame,
  ViewsFrame,
  StaffFrame,
  PresenceFrame,
  CustomerTypingFrame,
  SessionFrame,
  TemplatesFrame,
  ApiKeysFrame,
  ReadyFrame,
  ReloadFrame,
])
export type LiveFrame = Static<typeof LiveFrame>
