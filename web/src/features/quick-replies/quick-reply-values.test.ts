// Proves what fills the gaps of quick replies, and when a slash or an at sign opens a menu.
import { describe, expect, it } from 'vitest'
import { atWord, filled, hasBlocks, knownValues, slashWord } from './quick-reply-values.ts'

const facts = {
  contact: 'Budi Tanjung',
  phone: '+62 812-3456-7890',
  agent: 'Rina Wulandari',
  business: 'Toko Melati',
  today: '23 November 2026',
}

describe('quick replies', () => {
  it('know names in Indonesian and English, and leave the rest open', () => {
    expect(knownValues(['nama', 'Name', 'nama_depan', 'nomor', 'agen', 'toko', 'resi'], facts)).toEqual({
      nama: 'Budi Tanjung',
      Name: 'Budi Tanjung',
      nama_depan: 'Budi',
      nomor: '+62 812-3456-7890',
      agen: 'Rina',
      toko: 'Toko Melati',
    })
  })

  it('leave open what is not known of a contact', () => {
    expect(knownValues(['nama', 'nomor'], { ...facts, contact: null, phone: null })).toEqual({})
  })

  it('are filled once: a value that looks like a gap stays as it is', () => {
    expect(filled('Halo {{ nama }}, resi {{resi}}', { nama: '{{resi}}' })).toBe(
      'Halo {{resi}}, resi {{resi}}',
    )
  })

  it('leave texts with optional parts to the server', () => {
    expect(['Hai {{nama}}', '{{#if nama}}Hai{{/if}}', 'a {{else}} b'].map(hasBlocks)).toEqual([
      false,
      true,
      true,
    ])
  })

  it.each([
    ['/', { from: 0, word: '' }],
    ['Halo /jam', { from: 5, word: 'jam' }],
    ['baris\n/re', { from: 6, word: 're' }],
    ['https://toko', null],
    ['2/3', null],
    ['/jam buka', null],
  ])('are asked for by %j', (before, found) => expect(slashWord(before)).toEqual(found))

  it('do not take an email address for a mention', () => {
    expect([atWord('rina@toko'), atWord('Tolong @di')]).toEqual([null, { from: 7, word: 'di' }])
  })
})
