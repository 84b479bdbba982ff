// Owns the shape every event has in the log: CloudEvents 1.0 with our extensions.
import { Type, type Static, type TObject, type TSchema } from 'typebox'

/** One event type: its name, the clear part of `data`, and the personal part that the log seals (or null). */
export interface EventDefinition<
  Name extends string = string,
  Data extends TObject = TObject,
  Sealed extends TSchema | null = TSchema | null,
> {
  /** `<owner>.<fact>.v<version>`, for example `session.message_received.v1`. */
  readonly type: Name
  readonly data: Data
  readonly sealed: Sealed
}

/** Declares an event type. `emitted` says when it is emitted, and when it is not. */
export function defineEvent<Name extends string, Data extends TObject, Sealed extends TSchema | null>(
  type: Name,
  definition: { emitted: string; data: Data; sealed: Sealed },
): EventDefinition<Name, Data, Sealed> & { readonly emitted: string } {
  return { type, ...definition }
}

/** `sealed` is null when the person it tells of was erased. */
type SealedPart<Sealed> = Sealed extends TSchema ? { sealed: Static<Sealed> | null } : unknown

/** An event as it is read back from the log, its personal part unsealed. */
export interface RecordedEvent<Name extends string = string, Data = unknown> {
  readonly specversion: '1.0'
  /** UUID, also the `Nats-Msg-Id`. The same id twice is the same event. */
  readonly id: string
  /** The service that owns the fact, for example `session`. */
  readonly source: string
  readonly type: Name
  /** The entity's id. */
  readonly subject: string
  /** When it happened, ISO 8601 in UTC. */
  readonly time: string
  readonly workspace: string
  readonly correlationid: string
  readonly causationid: string
  readonly traceparent?: string
  /** Position in the stream; not part of the stored body. */
  readonly sequence: number
  readonly data: Data
}

/** The recorded event of one definition, or of a union of definitions. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Name, infer Data, infer Sealed>
    ? RecordedEvent<Name, Static<Data> & SealedPart<Sealed>>
    : never

/** What a decider returns and `append` takes: an event before it has an envelope. */
export type NewEvent<Definition> =
  Definition extends EventDefinition<infer Name, infer Data, infer Sealed>
    ? { readonly type: Name; readonly data: Static<Data> } & (Sealed extends TSchema
        ? {
            readonly sealed: Static<Sealed>
            /** Whose key seals it, for example `contact:<id>` or `phone:<digits>`; never leaves the keyring in clear. */
            readonly person: string
          }
        : unknown)
    : never

export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
export const IsoTime = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' })
