// Owns what a place for bytes must do for us: keep small named parts. NATS and S3 are two of them.

/** Parts are sealed before they get here; names hold only our own ids. */
export interface PartStore {
  /** Resolves when the part is durable. An older part of the name is replaced. Throws MediaStoreUnavailableError. */
  put(name: string, part: Uint8Array): Promise<void>
  /** Null: there is none. Throws MediaStoreUnavailableError. */
  get(name: string): Promise<Uint8Array | null>
  /** Quiet when there is none. Throws MediaStoreUnavailableError. */
  delete(name: string): Promise<void>
}
