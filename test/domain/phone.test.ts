import { describe, expect, it } from 'vitest'
import { isPhone, maskedPhone, phoneDigits } from '../../src/domain/phone'

describe('a mobile number', () => {
  it('has 11 digits and begins with 13 to 19', () => {
    expect(['13800008000', '19900008000'].every(isPhone)).toBe(true)
    expect(['12800008000', '1380000800', '138000080001', '0857622000', ''].some(isPhone)).toBe(false)
  })

  it('is read as people write and paste it', () => {
    expect(phoneDigits('+86 138-0000 8000')).toBe('13800008000')
    expect(phoneDigits('008613800008000')).toBe('13800008000')
    expect(phoneDigits('86138')).toBe('86138')
    expect(phoneDigits('138000080009')).toBe('13800008000')
  })

  it('is masked for eyes that pass by', () => {
    expect(maskedPhone('13800008000')).toBe('138****8000')
    expect(maskedPhone('')).toBe('')
  })
})
