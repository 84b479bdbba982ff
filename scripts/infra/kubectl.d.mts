// Types of kubectl.mjs.
export function kubectlPath(): string
