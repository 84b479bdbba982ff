// Owns running statements in one short transaction of a pool.
import type pg from 'pg'

/** Commits what `work` did, or rolls back and rethrows. A connection that failed is not used again. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: unknown) => {
      broken = failed instanceof Error ? failed : new Error('The rollback failed.')
    })
    throw error
  } finally {
    client.release(broken)
  }
}
