// Types of ports.mjs for tests and benchmarks.
export function isFree(port: number): Promise<boolean>
export function freePort(): Promise<number>
