// Owns what one can do with a phone beside chatting: groups, contacts, the past, restrictions, statuses, new keys.
import * as api from './api.js'

const find = (id) => document.getElementById(id)

/** One per line; empty lines are left out. */
export const linesOf = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** `number, name` per line, as the API wants it. */
const contactsOf = (text) =>
  linesOf(text).map((line) => {
    const [phone, ...name] = line.split(',')
    if (name.length === 0) throw new Error(`Write a number, a comma and a name: ${line}`)
    return { phone: phone.trim(), name: name.join(',').trim() }
  })

/** The time of a `datetime-local` field, or nothing. */
const untilOf = (value) => (value ? { until: new Date(value).toISOString() } : {})

/** What each form does; the answer is said below its button. */
const WORK = {
  'life-contacts': async (phone, form) => {
    const { added, renamed, removed } = await api.setContacts(phone, contactsOf(form.contacts.value))
    return `Saved: ${added} new, ${renamed} renamed, ${removed} removed.`
  },
  'life-past': async (phone, form) => {
    const generate = { chats: Number(form.chats.value), messagesPerChat: Number(form.each.value) }
    const { messages, chunks } = await api.setHistory(phone, { generate, now: form.now.checked })
    return form.now.checked
      ? `${messages} messages sent in ${chunks} pieces.`
      : `${messages} messages: devices linked from now on get them.`
  },
  'life-restrict': async (phone, form) => {
    await api.fault({ kind: 'restrict', phone, onlyNew: form.onlyNew.checked, ...untilOf(form.until.value) })
    return 'Restricted: linked devices get error 463.'
  },
  'life-cap': async (phone, form) => {
    await api.fault({
      kind: 'message_cap',
      phone,
      used: Number(form.used.value),
      total: Number(form.total.value),
    })
    return 'Told to linked devices.'
  },
  'life-status': async (phone, form) => {
    const { ids } = await api.postStatus(phone, form.status.value, Number(form.count.value))
    form.reset()
    return ids.length === 1 ? 'Posted.' : `${ids.length} posted.`
  },
}

const BUTTONS = {
  'life-lift': (phone) => api.fault({ kind: 'unrestrict', phone }).then(() => 'The restriction is lifted.'),
  'life-passkey': (phone) =>
    api
      .fault({ kind: 'passkey_required', phone, count: 1 })
      .then(() => 'The next linking of this phone asks for a passkey.'),
  'life-off': (phone) =>
    api
      .fault({ kind: 'media_retry_unanswered', phone, count: 1 })
      .then(() => 'The next file this phone is asked to upload again gets no answer.'),
  'life-newsletter': (phone) =>
    api
      .fault({ kind: 'newsletter_noise', phone, count: 20 })
      .then(() => '20 newsletter posts and notices sent.'),
  'life-lid': (phone) => api.giveLid(phone).then(() => 'This number has a private id now.'),
  'life-reinstall': (phone) =>
    api.reinstall(phone).then(({ devices }) => `New keys; ${devices} devices of others were told.`),
}

const show = async (phone) => {
  const contacts = await api.contacts(phone.phone)
  find('life-contacts').contacts.value = contacts.map((entry) => `${entry.phone}, ${entry.name}`).join('\n')
  find('life-lid').hidden = phone.lid !== null
  for (const said of find('life').querySelectorAll('.said, .problem')) said.hidden = true
}

/** `current` answers the open phone, `attempt` shows refusals, `opened` is told a new group. Called once. */
export const start = ({ current, attempt, opened }) => {
  const say = (form, text) => {
    const said = form.querySelector('.said')
    said.textContent = text
    said.hidden = false
  }
  for (const [id, work] of Object.entries(WORK)) {
    find(id).addEventListener('submit', (event) => {
      event.preventDefault()
      const form = event.target
      void attempt(form, async () => say(form, await work(current().phone, form)))
    })
  }
  for (const [id, work] of Object.entries(BUTTONS)) {
    const form = find(id).closest('form')
    find(id).addEventListener('click', () =>
      attempt(form, async () => say(form, await work(current().phone))),
    )
  }
  find('life-group').addEventListener('submit', (event) => {
    event.preventDefault()
    const form = event.target
    void attempt(form, async () => {
      const participants = linesOf(form.members.value)
      const { id } = await api.addGroup(current().phone, form.subject.value, participants)
      form.reset()
      find('life').close()
      await opened(id)
    })
  })
  find('open-life').addEventListener('click', () => {
    void show(current())
    find('life').showModal()
  })
  find('close-life').addEventListener('click', () => find('life').close())
}

const TYPING_ENDS_MS = 3000

/** Whoever is written to sees it while one types. `chat` answers phone and peer. Called once. */
export const showTyping = (field, chat) => {
  let timer
  const tell = (typing) => {
    const { phone, peer } = chat()
    if (phone && peer) api.type(phone, peer, typing).catch(() => undefined)
  }
  const end = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    tell(false)
  }
  field.addEventListener('input', () => {
    if (timer === undefined) tell(true)
    clearTimeout(timer)
    timer = setTimeout(end, TYPING_ENDS_MS)
  })
  field.addEventListener('blur', end)
  field.form.addEventListener('submit', end)
}
