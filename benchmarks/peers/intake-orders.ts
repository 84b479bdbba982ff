// Owns how the intake benchmark leads its two programs: open so many numbers, close them all, each answered when done.

export type Order = { readonly open: number } | { readonly close: true } | { readonly leave: true }
export type Answer = Readonly<Record<string, number>>

/** Obeys the parent process, one order after the other. A failure ends the program. */
export function obey(deeds: { open(count: number): Promise<Answer>; close(): Promise<Answer> }): void {
  process.on('message', (message) => {
    // Only the benchmark that started this program writes to it.
    const order = message as Order
    if ('leave' in order) process.exit(0)
    const done = 'open' in order ? deeds.open(order.open) : deeds.close()
    done.then(
      (answer) => process.send?.(answer),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        process.exit(1)
      },
    )
  })
}
