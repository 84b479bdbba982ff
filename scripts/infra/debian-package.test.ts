// Proves that the machine's own mirrors are found in apt's two formats of sources.
import { describe, expect, it } from 'vitest'
import { mirrorsIn } from './debian-package.mjs'

describe('mirrors of this machine', () => {
  it('are found in a stanza, also with a comment inside', () => {
    const sources =
      'Types: deb\n# an older one\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\n'
    expect(mirrorsIn(sources, 'bookworm')).toEqual(['http://mirror.example/debian'])
  })

  it('are found in lines, with options or without', () => {
    const sources =
      'deb [signed-by=/k.gpg] http://a.example/debian bookworm main\ndeb http://b.example/debian bookworm main\n'
    expect(mirrorsIn(sources, 'bookworm')).toEqual(['http://a.example/debian', 'http://b.example/debian'])
  })

  it('are not those of another release, of sources or of what is commented out', () => {
    const sources =
      '#deb http://c.example/debian bookworm main\ndeb-src http://d.example/debian bookworm main\ndeb http://e.example/debian trixie main\n'
    expect(mirrorsIn(sources, 'bookworm')).toEqual([])
  })
})
