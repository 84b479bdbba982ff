// Owns a peer process: started with arguments, known by the one JSON line it prints when it is ready.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Peer<Ready> extends Disposable {
  readonly ready: Ready
}

/** Starts `benchmarks/peers/<name>.ts` with `argument` as JSON and waits for its line. */
export function startPeer<Ready>(name: string, argument: unknown): Promise<Peer<Ready>> {
  const entry = fileURLToPath(new URL(`../peers/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, [entry, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The peer ${name} ended with ${code}.`)))
    createInterface({ input: child.stdout }).once('line', (line) => {
      // The peers are ours and print what their callers ask for.
      resolve({ ready: JSON.parse(line) as Ready, [Symbol.dispose]: () => void child.kill('SIGKILL') })
    })
  })
}
