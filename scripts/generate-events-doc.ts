// Writes docs/events.md from the contracts.
import { writeFile } from 'node:fs/promises'
import { eventsDocument, eventsDocumentFile } from './events/events-document.ts'

await writeFile(eventsDocumentFile, await eventsDocument())
console.log(eventsDocumentFile)
