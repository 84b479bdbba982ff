// Does a session produce, refuse and stay quiet as its rules say?
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import { given } from '@indoshopster/event-sourcing/testing'
import { test } from 'vitest'
import { recorded } from '../../tests/recorded.ts'
import { sessionDecider } from './session.decider.ts'

const id = '01234567-0000-7000-8000-000000000001'
const by = 'siti'
const added = recorded('session.added.v1', { sessionId: id, network: 'simulator', name: 'Toko', by })
const sealed = { phone: '6281200000001', pushName: null }
const linked = recorded('session.linked.v1', { sessionId: id, sealed })
const connected = recorded('session.connected.v1', { sessionId: id })
const lost = recorded('session.disconnected.v1', { sessionId: id, reason: 'connection_lost' })
const expired = recorded('session.pairing_expired.v1', { sessionId: id })
const asked = recorded('session.pairing_requested.v1', { sessionId: id, by })
const loggedOut = recorded('session.logged_out.v1', { sessionId: id, reason: 'logged_out_from_phone' })
const chosen = recorded('session.chosen_as_default.v1', { sessionId: id, by })
const removed = recorded('session.removed.v1', { sessionId: id, by })

/** A history in order, with sequences 1, 2, 3… */
const session = (...events: SessionEvent[]) =>
  given(
    sessionDecider,
    events.map((event, index) => ({ ...event, sequence: index + 1 })),
  )

test('adding a session › produces its first event with a trimmed name', () => {
  session()
    .when({ kind: 'add', sessionId: id, network: 'simulator', name: '  Toko ', by })
    .then([{ type: 'session.added.v1', data: { sessionId: id, network: 'simulator', name: 'Toko', by } }])
})
test('adding a session › refuses an empty and an endless name', () => {
  for (const name of ['  ', 'x'.repeat(61)]) {
    session()
      .when({ kind: 'add', sessionId: id, network: 'simulator', name, by })
      .thenRefuses('session_name_invalid')
  }
})
test('adding a session › stays quiet when it is there already', () => {
  session(added).when({ kind: 'add', sessionId: id, network: 'simulator', name: 'Toko', by }).thenNothing()
})

test('a restriction › is news once, with its end, and an end that is not told takes back none', () => {
  const until = '2026-11-24T02:00:00.000Z'
  const online = [added, linked, connected]
  const newChats = recorded('session.restricted.v1', { sessionId: id, kind: 'new_chats', until })
  const everything = recorded('session.restricted.v1', { sessionId: id, kind: 'all_sends', until: null })
  session(...online)
    .when({ kind: 'saw_restricted', restriction: 'new_chats', until })
    .then([{ type: 'session.restricted.v1', data: { sessionId: id, kind: 'new_chats', until } }])
  session(...online, newChats)
    .when({ kind: 'saw_restricted', restriction: 'new_chats', until: null })
    .thenNothing()
  session(...online, newChats)
    .when({ kind: 'saw_restricted', restriction: 'all_sends', until: null })
    .then([{ type: 'session.restricted.v1', data: { sessionId: id, kind: 'all_sends', until } }])
  session(...online, everything)
    .when({ kind: 'saw_restricted', restriction: 'new_chats', until: null })
    .thenNothing()
  session(added).when({ kind: 'saw_restricted', restriction: 'new_chats', until }).thenNothing()
})
test('a restriction › is lifted by the network, by time, or by a message that was taken', () => {
  const until = '2026-11-24T02:00:00.000Z'
  const online = [added, linked, connected]
  const newChats = recorded('session.restricted.v1', { sessionId: id, kind: 'new_chats', until })
  const everything = recorded('session.restricted.v1', { sessionId: id, kind: 'all_sends', until })
  const lifted = { type: 'session.restriction_lifted.v1', data: { sessionId: id } } as const
  session(...online, newChats)
    .when({ kind: 'saw_unrestricted' })
    .then([lifted])
  session(...online, newChats)
    .when({ kind: 'saw_accepted', heard: false })
    .then([lifted])
  // An answer says nothing about writing first.
  session(...online, newChats)
    .when({ kind: 'saw_accepted', heard: true })
    .thenNothing()
  session(...online, everything)
    .when({ kind: 'saw_accepted', heard: true })
    .then([{ type: 'session.restricted.v1', data: { sessionId: id, kind: 'new_chats', until } }])
  session(...online)
    .when({ kind: 'saw_unrestricted' })
    .thenNothing()
  session(...online)
    .when({ kind: 'saw_accepted', heard: false })
    .thenNothing()
})

test('renaming › produces, refuses a bad name or an unknown session, stays quiet for the same name', () => {
  session(added)
    .when({ kind: 'rename', name: 'Gudang', by })
    .then([{ type: 'session.renamed.v1', data: { sessionId: id, name: 'Gudang', by } }])
  session(added).when({ kind: 'rename', name: '', by }).thenRefuses('session_name_invalid')
  session().when({ kind: 'rename', name: 'Gudang', by }).thenRefuses('session_not_found')
  session(added, removed).when({ kind: 'rename', name: 'Gudang', by }).thenRefuses('session_not_found')
  session(added).when({ kind: 'rename', name: 'Toko', by }).thenNothing()
})

test('asking for a QR › produces after it expired and after a log-out', () => {
  const event = { type: 'session.pairing_requested.v1', data: { sessionId: id, by } } as const
  session(added, expired).when({ kind: 'request_pairing', by }).then([event])
  session(added, linked, connected, loggedOut).when({ kind: 'request_pairing', by }).then([event])
})
test('asking for a QR › is refused while linked and quiet while a round is running', () => {
  session(added, linked, lost).when({ kind: 'request_pairing', by }).thenRefuses('session_already_linked')
  session(added).when({ kind: 'request_pairing', by }).thenNothing()
  session(added, expired, asked).when({ kind: 'request_pairing', by }).thenNothing()
})

test('logging out › produces while linked, stays quiet otherwise, refuses the unknown', () => {
  session(added, linked, connected)
    .when({ kind: 'log_out' })
    .then([{ type: 'session.logged_out.v1', data: { sessionId: id, reason: 'logged_out_by_staff' } }])
  session(added).when({ kind: 'log_out' }).thenNothing()
  session(added, linked, loggedOut).when({ kind: 'log_out' }).thenNothing()
  session().when({ kind: 'log_out' }).thenRefuses('session_not_found')
})

test('choosing the default › produces, stays quiet when it is the default by choice, refuses the removed', () => {
  const event = { type: 'session.chosen_as_default.v1', data: { sessionId: id, by } } as const
  session(added).when({ kind: 'choose_default', isDefault: false, by }).then([event])
  session(added).when({ kind: 'choose_default', isDefault: true, by }).then([event])
  session(added, chosen).when({ kind: 'choose_default', isDefault: false, by }).then([event])
  session(added, chosen).when({ kind: 'choose_default', isDefault: true, by }).thenNothing()
  session(added, removed)
    .when({ kind: 'choose_default', isDefault: false, by })
    .thenRefuses('session_not_found')
})

test('removing › produces once, stays quiet the second time, refuses the unknown', () => {
  session(added)
    .when({ kind: 'remove', by })
    .then([{ type: 'session.removed.v1', data: { sessionId: id, by } }])
  session(added, removed).when({ kind: 'remove', by }).thenNothing()
  session().when({ kind: 'remove', by }).thenRefuses('session_not_found')
})

test('a fact › linked is told at the pairing and not again at later logins of the same phone', () => {
  const fact = { kind: 'saw_linked', ...sealed } as const
  const event = {
    type: 'session.linked.v1',
    data: { sessionId: id },
    sealed,
    person: `session:${id}`,
  } as const
  session(added).when(fact).then([event])
  session(added, linked, connected, lost).when(fact).thenNothing()
})
test('a fact › online and offline are told when they change, not at each retry', () => {
  session(added, linked)
    .when({ kind: 'saw_online' })
    .then([{ type: 'session.connected.v1', data: { sessionId: id } }])
  session(added, linked, connected).when({ kind: 'saw_online' }).thenNothing()
  session(added).when({ kind: 'saw_online' }).thenNothing()
  session(added, linked, connected)
    .when({ kind: 'saw_offline', reason: 'connection_lost' })
    .then([{ type: 'session.disconnected.v1', data: { sessionId: id, reason: 'connection_lost' } }])
  session(added, linked, connected, lost)
    .when({ kind: 'saw_offline', reason: 'server_unavailable' })
    .thenNothing()
})
test('a fact › a log-out by the phone is told once, an expired pairing only while pairing', () => {
  session(added, linked, connected)
    .when({ kind: 'saw_logged_out', reason: 'logged_out_from_phone' })
    .then([{ type: 'session.logged_out.v1', data: { sessionId: id, reason: 'logged_out_from_phone' } }])
  session(added, linked, loggedOut)
    .when({ kind: 'saw_logged_out', reason: 'logged_out_from_phone' })
    .thenNothing()
  session(added)
    .when({ kind: 'saw_pairing_expired' })
    .then([{ type: 'session.pairing_expired.v1', data: { sessionId: id } }])
  session(added, linked).when({ kind: 'saw_pairing_expired' }).thenNothing()
})
test('a fact › changes nothing once the session is removed', () => {
  session(added, linked, connected, removed)
    .when({ kind: 'saw_offline', reason: 'connection_lost' })
    .thenNothing()
})

test('history › tells what came and how far it is, and never goes back', () => {
  const half = recorded('session.history_imported.v1', {
    sessionId: id,
    chats: 2,
    messages: 20,
    progress: 50,
  })
  const told = (chats: number, messages: number, progress: number) => [
    { type: 'session.history_imported.v1' as const, data: { sessionId: id, chats, messages, progress } },
  ]
  session(added, linked)
    .when({ kind: 'saw_history', chats: 3, messages: 3, progress: null })
    .then(told(3, 3, 0))
  session(added, linked, half)
    .when({ kind: 'saw_history', chats: 2, messages: 9, progress: 20 })
    .then(told(2, 9, 50))
  session(added, linked, half)
    .when({ kind: 'saw_history', chats: 0, messages: 0, progress: 50 })
    .thenNothing()
})

test('a refused pairing › is told once, and not of a number that is linked', () => {
  const refused = recorded('session.pairing_refused.v1', { sessionId: id, reason: 'passkey_required' })
  const saw = { kind: 'saw_pairing_refused', reason: 'passkey_required' } as const
  session(added)
    .when(saw)
    .then([{ type: 'session.pairing_refused.v1', data: { sessionId: id, reason: 'passkey_required' } }])
  session(added, refused).when(saw).thenNothing()
  session(added, linked, connected).when(saw).thenNothing()
  session(added, refused)
    .when({ kind: 'request_pairing', by })
    .then([{ type: 'session.pairing_requested.v1', data: { sessionId: id, by } }])
})

test('showing groups › is told when it changes, and refused where there is no number', () => {
  const shown = recorded('session.groups_chosen.v1', { sessionId: id, shown: true, by })
  session(added)
    .when({ kind: 'choose_groups', shown: true, by })
    .then([{ type: 'session.groups_chosen.v1', data: { sessionId: id, shown: true, by } }])
  session(added, shown)
    .when({ kind: 'choose_groups', shown: false, by })
    .then([{ type: 'session.groups_chosen.v1', data: { sessionId: id, shown: false, by } }])
  session(added).when({ kind: 'choose_groups', shown: false, by }).thenNothing()
  session(added, shown).when({ kind: 'choose_groups', shown: true, by }).thenNothing()
  session().when({ kind: 'choose_groups', shown: true, by }).thenRefuses('session_not_found')
})
