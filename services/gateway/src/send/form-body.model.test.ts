// Owns the rules of converting a form.
import { describe, expect, it } from 'vitest'
import { fromForm } from './form-body.model.ts'

describe('form body', () => {
  it('turns canonical digits into integers where the schema asks for them', () => {
    expect(fromForm({ api_key: '123', template_id: '104', phone_number: '6299475799378' })).toEqual({
      api_key: '123',
      template_id: 104,
      phone_number: 6299475799378,
    })
  })

  it('keeps data as text, so that a zip code keeps its zero', () => {
    expect(fromForm({ data: { order_id: '67', zip: '01234' } })).toEqual({
      data: { order_id: '67', zip: '01234' },
    })
  })

  it.each(['0812', '+62812', '1e3', '1.0', ' 1', '', '99999999999999999', '0x10', 'NaN'])(
    'leaves %j for the schema to judge',
    (text) => {
      expect(fromForm({ template_id: text })).toEqual({ template_id: text })
    },
  )

  it('leaves repeated fields for the schema to judge', () => {
    expect(fromForm({ template_id: ['1', '2'] })).toEqual({ template_id: ['1', '2'] })
  })
})
