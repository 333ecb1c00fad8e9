/** A mobile number of the mainland: 11 digits, 13 to 19 in front. */
export const isPhone = (text: string): boolean => /^1[3-9]\d{9}$/.test(text)

/** The digits of a number as it was typed or pasted, without +86 and what stands between: `+86 138-0000-8000` → `13800008000`. */
export function phoneDigits(text: string): string {
  const digits = text.replace(/\D/g, '')
  return (digits.length > 11 ? digits.replace(/^(00)?86/, '') : digits).slice(0, 11)
}

/** `138****8000`: for eyes that pass by. What is no such number stays as it is. */
export const maskedPhone = (phone: string): string => phone.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2')
