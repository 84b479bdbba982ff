// Owns sending a file up to the gateway: told how far it is, can be stopped. XMLHttpRequest, because fetch tells no progress.
import type { Uploaded } from '@indoshopster/contracts/web-api/media'
import { ProblemError, unreachable } from '../../api/problem.ts'
import { currentCsrfToken, problemIn } from '../../api/request.ts'

/** Sends a file for a conversation; `progress` hears 0 to 1. Throws ProblemError, or an abort when stopped. */
export function uploadFile(
  file: File,
  conversationId: string | null,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  const query = new URLSearchParams({ name: file.name.slice(0, 255) })
  if (conversationId) query.set('conversation', conversationId)
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open('POST', `/app/media?${query.toString()}`)
    call.setRequestHeader('accept', 'application/json')
    call.setRequestHeader('content-type', file.type || 'application/octet-stream')
    call.setRequestHeader('x-csrf-token', currentCsrfToken())
    call.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0)
    call.onerror = () => reject(new ProblemError(unreachable()))
    call.onabort = () => reject(new DOMException('Stopped', 'AbortError'))
    call.onload = () => {
      let body: unknown = null
      try {
        body = JSON.parse(call.responseText)
      } catch {
        body = null // an answer of something between us and the gateway; told by its status below
      }
      if (call.status === 201)
        resolve(body as Uploaded) // the gateway serialises with the contract's schema
      else reject(new ProblemError(problemIn(body, call.status)))
    }
    signal.addEventListener('abort', () => call.abort())
    call.send(file)
  })
}
