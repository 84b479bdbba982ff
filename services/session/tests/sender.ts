// Owns a number that is online and sends, for tests of sends.
import type { FakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House } from './house.ts'

/** Adds a number, pairs it and waits until it is online. */
export async function startSender(house: House, network: FakeNetwork) {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000009')
  await staff.until(sessionId, 'online')
  const relays = () => network.relays.filter((relay) => relay.sessionId === sessionId)
  /** What the log says of one message, without its owner. */
  const story = async (messageId: string) =>
    (await staff.events())
      .filter((event) => (event.data as { messageId?: string }).messageId === messageId)
      .map((event) => event.type.replace('session.message_', '').replace('.v1', ''))
      .filter((type) => !type.startsWith('gateway'))
  const until = (messageId: string, end: string, patienceMs?: number) =>
    eventually(async () => (await story(messageId)).includes(end), patienceMs)
  const failure = async (messageId: string) =>
    (await staff.events())
      .filter((event) => event.type === 'session.message_failed.v1')
      .map((event) => event.data as { messageId: string; reason: string })
      .find((data) => data.messageId === messageId)?.reason
  return { staff, sessionId, relays, story, until, failure }
}
