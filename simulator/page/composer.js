// Owns the line one writes in: an attached file, an answer, an edit, and the cards one can send.
import * as api from './api.js'
import { element } from './element.js'
import { contentOf, kindsOf, LABELS } from './files.js'

const find = (id) => document.getElementById(id)

/** `mode` is undefined, `reply` or `edit`; then `message` is what it is about. */
const pending = { file: undefined, mode: undefined, message: undefined }
let offeredFor

const show = () => {
  const { file, mode, message } = pending
  find('about').hidden = !mode
  if (mode) {
    find('about-what').textContent = mode === 'edit' ? 'Edit' : 'Reply to'
    find('about-text').textContent = message.text || message.kind
  }
  find('attached').hidden = !file
  if (file && file !== offeredFor) {
    find('attached-name').textContent = file.name
    find('attached-kind').replaceChildren(
      ...kindsOf(file).map((kind) => element('option', { value: kind }, LABELS[kind])),
    )
  }
  offeredFor = file
  find('text').required = !file
  find('text').placeholder = file ? 'Caption' : 'Write as this phone'
  find('attach').disabled = mode === 'edit'
}

const set = (changed) => {
  Object.assign(pending, changed)
  show()
  find('text').focus()
}

/** Nothing is attached, answered or edited any more. */
export const clear = () => {
  Object.assign(pending, { file: undefined, mode: undefined, message: undefined })
  find('file').value = ''
  find('text').value = ''
  show()
}

export const reply = (message) => set({ mode: 'reply', message })

export const edit = (message) => {
  set({ mode: 'edit', message, file: undefined })
  find('text').value = message.text
}

/** Sends what the line holds, as that phone to that peer. */
export const send = async (phone, peer) => {
  const text = find('text').value
  const { file, mode, message } = pending
  if (mode === 'edit') await api.edit(phone, message.id, text)
  else {
    const kind = find('attached-kind').value
    const said = file ? { content: await contentOf(file, kind, text.trim()) } : { text }
    await api.send(phone, { to: peer, ...said, ...(mode === 'reply' && { quoted: message.id }) })
  }
  clear()
}

const attach = (file) => file && set({ file })

/** What the form of cards says, as the API wants it. */
export const cardOf = (form) => {
  const value = (name) => form.elements[name].value.trim()
  const optional = (name) => (value(name) ? { [name]: value(name) } : {})
  switch (form.elements.card.value) {
    case 'location': {
      const [latitude, longitude] = value('place').split(',').map(Number)
      if (![latitude, longitude].every(Number.isFinite))
        throw new Error('Write the place as latitude, longitude: -6.17540, 106.82720')
      return { kind: 'location', latitude, longitude, ...optional('name'), ...optional('address') }
    }
    case 'contact_card':
      return { kind: 'contact_card', name: value('person'), phone: value('number') }
    default:
      return {
        kind: 'poll',
        question: value('question'),
        options: value('options')
          .split('\n')
          .map((option) => option.trim())
          .filter(Boolean),
      }
  }
}

/** Connects the buttons; called once. */
export const start = () => {
  find('attach').addEventListener('click', () => find('file').click())
  find('file').addEventListener('change', (event) => attach(event.target.files[0]))
  find('detach').addEventListener('click', () => set({ file: undefined }))
  find('stop-about').addEventListener('click', clear)
  find('text').addEventListener('paste', (event) => attach(event.clipboardData.files[0]))
  const chat = find('chat')
  chat.addEventListener('dragover', (event) => event.preventDefault())
  chat.addEventListener('drop', (event) => {
    event.preventDefault()
    attach(event.dataTransfer.files[0])
  })
  const cards = find('card-form')
  const choose = () => {
    for (const part of cards.querySelectorAll('fieldset[data-card]')) {
      part.hidden = part.dataset.card !== cards.elements.card.value
      part.disabled = part.hidden
    }
  }
  cards.addEventListener('change', choose)
  choose()
  find('open-card').addEventListener('click', () => find('card').showModal())
  find('close-card').addEventListener('click', () => find('card').close())
}
