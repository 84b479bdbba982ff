// Owns changing the groups a phone is in: their name, who is added, who is removed.
import * as api from './api.js'
import { element } from './element.js'
import { linesOf } from './life.js'

const form = document.getElementById('life-groups')
const said = form.querySelector('.said')

/** `current` answers the open phone, `nameOf` the name of a number, `attempt` shows refusals, `changed` is told. Called once. */
export const start = ({ current, nameOf, attempt, changed }) => {
  let groups = []
  const chosen = () => groups.find(({ id }) => id === form.group.value)

  const drawMember = ({ phone, admin }) => {
    const name = phone === current().phone ? `${nameOf(phone)} (this phone)` : nameOf(phone)
    const remove = element('button', { type: 'button', className: 'quiet' }, `Remove ${nameOf(phone)}`)
    remove.addEventListener('click', () =>
      change(async ({ id }) => {
        await api.changeMembers(id, current().phone, { remove: [phone] })
        return `${nameOf(phone)} is no longer in it.`
      }),
    )
    return element('li', {}, element('span', {}, admin ? `${name}, admin` : name), remove)
  }

  const draw = () => {
    const group = chosen()
    document.getElementById('no-groups').hidden = Boolean(group)
    document.getElementById('one-group').hidden = !group
    form.subject.value = group?.subject ?? ''
    form.add.value = ''
    document.getElementById('members').replaceChildren(...(group?.participants ?? []).map(drawMember))
  }

  const read = async () => {
    const all = await api.groups()
    const { phone } = current()
    groups = all.filter(({ participants }) => participants.some((member) => member.phone === phone))
    const before = form.group.value
    const options = groups.map(({ id, subject }) => element('option', { value: id }, subject))
    form.group.replaceChildren(...options)
    if (groups.some(({ id }) => id === before)) form.group.value = before
    draw()
  }

  const change = (work) =>
    attempt(form, async () => {
      said.hidden = true
      const text = await work(chosen())
      await read()
      said.textContent = text
      said.hidden = false
      await changed()
    })

  form.group.addEventListener('change', draw)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void change(async ({ id, subject }) => {
      const add = linesOf(form.add.value)
      const name = form.subject.value
      if (name !== subject) await api.renameGroup(id, current().phone, name)
      if (add.length > 0) await api.changeMembers(id, current().phone, { add })
      return 'Changed.'
    })
  })
  document.getElementById('open-life').addEventListener('click', () => {
    void attempt(form, read)
  })
}
