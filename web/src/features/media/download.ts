// Owns fetching a file with its progress and handing it to the browser's downloads.

/** Fetches a file; `progress` hears 0 to 1 where its size is known. Throws when it cannot be had. */
export async function downloadFile(
  url: string,
  name: string,
  bytes: number,
  progress: (share: number) => void,
): Promise<void> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error('The file did not come')
  const parts: Uint8Array<ArrayBuffer>[] = []
  let got = 0
  const reader = response.body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value)
    got += read.value.length
    progress(bytes > 0 ? Math.min(1, got / bytes) : 0)
  }
  // Never the sender's type: a saved file is opened by its name, and the page must not open it itself.
  const saved = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = saved
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(saved), 60_000)
}
