// Types of commands.mjs for tests and scripts in TypeScript.
export function toolPath(packageName: string, command?: string): string
export function runNode(
  args: readonly string[],
  options?: { env?: Readonly<Record<string, string>>; folder?: string },
): Promise<{ code: number; output: string }>
