// Proves when people are told where the simulator's page is.
import { describe, expect, test } from 'vitest'
import { networksOf, simulatorUrlOf } from './networks.model.ts'

describe('networks of the gateway', () => {
  test('are those of the list', () => {
    expect(networksOf('whatsapp,simulator')).toEqual(['whatsapp', 'simulator'])
  })

  test.each([
    ['whatsapp,simulator', 'http://localhost:1', 'http://localhost:1'],
    ['simulator', ' ', null],
    ['whatsapp', 'http://localhost:1', null],
  ])('with %s and the address %j the simulator’s page is at %j', (networks, configured, told) => {
    expect(simulatorUrlOf(networks, configured)).toBe(told)
  })
})
