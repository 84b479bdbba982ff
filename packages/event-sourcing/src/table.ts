// Owns how a read model's table is described, so that migrations can make it and the runner can write it.

/** Postgres types a read model may use; arrays and objects go as jsonb. */
export type ColumnType = 'text' | 'uuid' | 'integer' | 'bigint' | 'boolean' | 'timestamptz' | 'jsonb'

/** A row belongs to one workspace and has one text or uuid key in column `id`. */
export interface ProjectionRow {
  readonly id: string
  readonly workspace: string
}

/** Columns or expressions of an index; `using` and `where` as in SQL, for example `gin (workspace, words gin_trgm_ops)`. */
export type TableIndex = string | { readonly using: string; readonly where?: string }

/**
 * A text column that is looked into by LIKE. Row-level security keeps such a condition away from any index, so migrations
 * make a function `<table>_with(terms, …)` that may use it: it answers where rows of the session's workspace are, newest
 * first by `place`, and what is in them is read under row-level security as ever.
 */
export interface SearchedColumn {
  readonly column: string
  /** Another column it answers beside the place. */
  readonly answers: string
  /** Two bigint columns: the order of the rows. */
  readonly place: readonly [string, string]
  /**
   * The index also holds the first place divided by this number: who asks for the newest only does not read what the
   * words have in older eras. An index as `gin (workspace, (<first place> / <era>), <column> gin_trgm_ops)`.
   */
  readonly era?: number
}

export interface TableDefinition<Row extends ProjectionRow> {
  readonly columns: { readonly [Column in keyof Row]: { type: ColumnType; nullable?: boolean } }
  /** Column lists or expressions of extra indexes, for example `workspace, last_sequence DESC`. */
  readonly indexes: readonly TableIndex[]
  readonly searched?: SearchedColumn
}

/** Declares the table of a projection. The physical name is `<projection>_v<version>`. */
export function defineTable<Row extends ProjectionRow>(
  definition: TableDefinition<Row>,
): TableDefinition<Row> {
  return definition
}

/** What migrations need to know of a projection. */
export interface ProjectionShape {
  readonly name: string
  readonly version: number
  readonly table: {
    readonly columns: Readonly<Record<string, { type: ColumnType; nullable?: boolean }>>
    readonly indexes: readonly TableIndex[]
    readonly searched?: SearchedColumn
  }
}
