// Owns loading a part of the app when it is needed, together with the words it says.
import { defineAsyncComponent, type Component } from 'vue'
import { allWords } from './text.ts'

/** A loader that is done when both the part and its words are here. */
export function withWords<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return async () => (await Promise.all([load(), allWords()]))[0]
}

/** A component that is not part of the first page. */
export const lazy = <Part extends Component>(load: () => Promise<{ default: Part }>) =>
  defineAsyncComponent<Part>(withWords(load))
