// Owns the rules of what is kept of a notice of history, and where.
import { expect, test } from 'vitest'
import { proto } from '../library.ts'
import { historyNoticeIn, withoutHistory } from './notice.ts'

const own = { pn: '6281100000001:7@s.whatsapp.net', lid: '900:7@lid' }
const { HistorySyncType } = proto.HistorySync
const padded = (message: proto.IMessage) =>
  Buffer.concat([proto.Message.encode(message).finish(), Buffer.from([2, 2])])
const notice = (syncType: proto.HistorySync.HistorySyncType) =>
  padded({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType,
        progress: 40,
        initialHistBootstrapInlinePayload: Buffer.from('rahasia'),
      },
    },
  })

test('a notice › of chats and names is kept, with our own addresses', () => {
  const kept = Buffer.from(historyNoticeIn(notice(HistorySyncType.RECENT), own) ?? []).toString()
  expect(kept).toContain('900:7@lid')
})

test('a notice › of status posts is not, nor what is no notice, nor what cannot be read', () => {
  expect(historyNoticeIn(notice(HistorySyncType.INITIAL_STATUS_V3), own)).toBeNull()
  expect(historyNoticeIn(padded({ conversation: 'halo' }), own)).toBeNull()
  expect(historyNoticeIn(Buffer.from([255, 255, 255]), own)).toBeNull()
})

test('the journal › keeps the notice without the history in it', () => {
  const journalled = withoutHistory(notice(HistorySyncType.RECENT))
  expect(Buffer.from(journalled).toString('latin1')).not.toContain('rahasia')
  const kept = proto.Message.decode(journalled.subarray(0, -1))
  expect(kept.protocolMessage?.historySyncNotification).toMatchObject({ progress: 40 })
})
