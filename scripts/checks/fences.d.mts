// Types of fences.mjs for its test.
export function checkFences(root: string): Promise<{ files: string[]; complaints: string[] }>
