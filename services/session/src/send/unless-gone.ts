// Owns not waiting for work on a connection that is gone.

/** What the work answers, or `gone` as soon as the signal aborts; the work itself goes on unheard. */
export async function unlessGone<Result>(work: Promise<Result>, gone: AbortSignal): Promise<Result | 'gone'> {
  let leave: () => void = () => {}
  const left = new Promise<'gone'>((resolve) => {
    leave = () => resolve('gone')
  })
  if (gone.aborted) leave()
  gone.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([work, left])
  } finally {
    gone.removeEventListener('abort', leave)
  }
}
