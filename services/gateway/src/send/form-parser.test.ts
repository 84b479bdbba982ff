// Owns the rules of reading forms.
import { describe, expect, it } from 'vitest'
import { Problem } from '../http/problem.ts'
import { parseForm } from './form-parser.ts'

describe('form parser', () => {
  it("reads the seed's example as jQuery sends it", () => {
    const form =
      'api_key=78HHJYO09188392&template_id=104&phone_number=6299475799378&data%5Bfullname%5D=Mr.+Smith&data%5Border_id%5D=67'
    expect(parseForm(form)).toEqual({
      api_key: '78HHJYO09188392',
      template_id: 104,
      phone_number: 6299475799378,
      data: { fullname: 'Mr. Smith', order_id: '67' },
    })
  })

  it('reads text of every script', () => {
    expect(parseForm('data[a]=%F0%9F%8C%BA+%E4%BD%A0')).toEqual({ data: { a: '🌺 你' } })
  })

  it('never reaches a prototype', () => {
    const fields = parseForm('data[__proto__]=x&__proto__[polluted]=1&constructor[prototype]=1')
    expect({}).not.toHaveProperty('polluted')
    expect(Object.hasOwn(fields, 'polluted')).toBe(false)
  })

  it.each([
    ['deeper than data[name]', 'data[a][b][c]=1'],
    ['a repeated field', 'api_key=a&api_key=b'],
    ['a list', 'data[]=a'],
    ['more than 200 fields', Array.from({ length: 201 }, (_, i) => `data[a${i}]=1`).join('&')],
  ])('refuses forms with %s', (_rule, form) => {
    expect(() => parseForm(form)).toThrow(Problem)
  })
})
