// Owns what the kill test and the program it kills tell each other.

export type FromRunner =
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'online' }
  | { readonly kind: 'acknowledged'; readonly wireId: string }

export interface ToRunner {
  readonly kind: 'relay'
  readonly address: string
  readonly wireId: string
  /** The composed message, base64. */
  readonly composed: string
}

/** What the runner needs to know, as JSON in its environment under RUNNER. */
export interface RunnerSettings {
  readonly databaseUrl: string
  readonly natsUrl: string
  readonly masterKey: string
  readonly wsUrl: string
  readonly rootKey: string
  readonly sessionId: string
  readonly workspace: string
  /** `<point>` or `<point>:<nth hit>`; empty: never. */
  readonly failpoint: string
}
