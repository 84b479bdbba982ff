// Types of file-rules.mjs for its test.
export function judgeFile(path: string, text: string): { errors: string[]; warnings: string[] }
