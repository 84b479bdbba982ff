// Owns what conversations and messages can be filtered by, in any combination; empty means everything.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'

export const ConversationState = Type.Union([
  Type.Literal('open'),
  Type.Literal('snoozed'),
  Type.Literal('resolved'),
])
export type ConversationState = Static<typeof ConversationState>

const some = <Item extends ReturnType<typeof Type.String> | typeof ConversationState>(item: Item) =>
  Type.Optional(Type.Array(item, { minItems: 1, maxItems: 50 }))

/** Every part must hold; within a list one is enough, except `labelsAll`. */
export const InboxFilter = Type.Object(
  {
    labelsAny: some(Uuid),
    labelsAll: some(Uuid),
    /** None of these. */
    labelsNone: some(Uuid),
    /** Account ids, or `none` for unassigned. */
    assignees: some(Type.String({ maxLength: 36 })),
    states: some(ConversationState),
    sessions: some(Uuid),
    unread: Type.Optional(Type.Boolean()),
    /** The customer wrote last, and it is open. */
    needsReply: Type.Optional(Type.Boolean()),
    /** Only conversations with these people or groups. */
    chatKind: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('group')])),
    /** Messages of this time: of a conversation at least one, in a search for messages each. `to` is not included. */
    from: Type.Optional(IsoTime),
    to: Type.Optional(IsoTime),
    /** Words or parts of words, in messages, captions, file names, names and numbers; all must occur. */
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type InboxFilter = Static<typeof InboxFilter>

/** Whole days that move on with the day they are looked at; weeks begin on Monday, `last7` ends today. */
export const QuickRange = Type.Union([
  Type.Literal('today'),
  Type.Literal('yesterday'),
  Type.Literal('last7'),
  Type.Literal('lastWeek'),
  Type.Literal('last30'),
  Type.Literal('lastMonth'),
])
export type QuickRange = Static<typeof QuickRange>

/**
 * A filter as it is kept. Days depend on the zone of who looks, so the app makes `from` and `to` of `range` whenever it
 * opens the filter; where it has one, kept times do not count.
 */
export const SavedFilter = Type.Object(
  { ...InboxFilter.properties, range: Type.Optional(QuickRange) },
  { additionalProperties: false },
)
export type SavedFilter = Static<typeof SavedFilter>

/** `newest`: newest message first. `waiting`: who waits longest for an answer first. */
export const ConversationOrder = Type.Union([Type.Literal('newest'), Type.Literal('waiting')])
export type ConversationOrder = Static<typeof ConversationOrder>
