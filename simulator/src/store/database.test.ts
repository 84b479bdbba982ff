// Rules of commits: what is told to the world was stored before.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openDatabase } from './database.ts'

const setUp = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'database-'))
  const db = openDatabase(dataDir)
  const insert = db.write("INSERT INTO setting (name, value) VALUES (?, 'x')")
  /** What another process, or this one after a crash, would find. */
  const onDisk = (): number => {
    const other = new DatabaseSync(join(dataDir, 'simulator.sqlite'), { readOnly: true })
    const found = other.prepare('SELECT name FROM setting').all().length
    other.close()
    return found
  }
  return { db, insert, onDisk }
}

describe('database', () => {
  it('runs an effect only when the writes before it are on disk', async () => {
    const { db, insert, onDisk } = setUp()
    insert('a')
    const seen: number[] = []
    db.afterCommit(() => void seen.push(onDisk()))
    insert('b')
    expect([seen, onDisk()]).toEqual([[], 0])
    await db.committed()
    expect(seen).toEqual([2])
  })

  it('runs effects in order, at once when nothing is open', async () => {
    const { db, insert } = setUp()
    const order: string[] = []
    db.afterCommit(() => void order.push('nothing open'))
    expect(order).toEqual(['nothing open'])
    insert('a')
    db.afterCommit(() => void order.push('first'))
    db.afterCommit(() => void order.push('second'))
    await db.committed()
    expect(order).toEqual(['nothing open', 'first', 'second'])
  })

  it('keeps what was written in the same turn when it is closed', () => {
    const { db, insert, onDisk } = setUp()
    insert('a')
    db.close()
    expect(onDisk()).toBe(1)
  })
})
