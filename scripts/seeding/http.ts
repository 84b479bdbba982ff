// Speaks JSON with the gateway and the simulator the way any outside script would.

/** What an HTTP answer other than 2xx says: its problem code, and its sentence. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly code: string

  constructor(call: string, status: number, code: string, detail: string) {
    super(`${call} answered ${status} ${code}: ${detail}`)
    this.status = status
    this.code = code
  }
}

/** Calls `<origin><path>` with JSON. The caller names the shape it expects by the endpoint's contract. */
export async function call<Answer>(
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ answer: Answer; cookies: string }> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  // The servers are ours and their contracts are tested; a wrong shape shows at first use.
  const answer = (text ? JSON.parse(text) : {}) as Answer
  if (!response.ok) {
    // RFC 9457 problem; other text would have failed to parse above.
    const problem = answer as { code?: string; detail?: string; title?: string }
    throw new Refused(
      `${method} ${new URL(url).pathname}`,
      response.status,
      problem.code ?? '',
      problem.detail ?? problem.title ?? text,
    )
  }
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
  return { answer, cookies: cookies.join('; ') }
}

/** Asks again until `ask` answers something, at most `seconds` long. */
export async function until<Answer>(
  what: string,
  seconds: number,
  ask: () => Promise<Answer | null>,
): Promise<Answer> {
  const deadline = Date.now() + seconds * 1000
  while (Date.now() < deadline) {
    const answer = await ask()
    if (answer !== null) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what}: not within ${seconds} s`)
}
