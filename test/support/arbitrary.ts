import fc from 'fast-check'
import type { Schema } from './published'

/** Texts that broke something somewhere once. */
const NASTY_TEXTS = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '‮abc',
  '👨‍👩‍👧‍👦',
  "' or 1=1 --",
  '$1',
  '{seconds}',
  '../../etc/passwd',
  '%00',
  '<script>alert(1)</script>',
  'null',
  'undefined',
  'NaN',
  '1e999',
  '__proto__',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '9'.repeat(14) + '_00000000-0000-0000-0000-000000000000',
  `1780286400000_${'-'.repeat(36)}`,
  '9999-99-99',
  '0000-00-00',
  '2026-02-30',
  '-1',
  '8'.repeat(8),
  '999999999999999999999999',
  '字'.repeat(300),
  'x'.repeat(5_000),
]
const NASTY_NUMBERS = [0, -0, -1, 0.5, 1e-300, 1e15, 1e21, 1e300, 2 ** 31, 2 ** 53, -(2 ** 63), 8.64e15, 8.64e15 + 1]

const deep = (levels: number): unknown => {
  let value: unknown = 'deep'
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { value }
  return value
}
const prototype = (): unknown => JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')

export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...NASTY_TEXTS),
  fc.constantFrom<unknown>(...NASTY_NUMBERS, null, true, [], {}, [[]], deep(40), deep(3_000), prototype()),
  fc.jsonValue({ maxDepth: 3 }),
)
export const nastyText = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: 'binary', maxLength: 60 }))

/** Values that a schema lets in, edges first; texts that could be ids are often ones that exist (`known`). */
export function fitting(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, known)))
  switch (schema.type) {
    case 'string':
      return text(schema, known)
    case 'integer':
      return integer(schema)
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(fitting(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 8),
      })
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, property]) => [name, fitting(property, known)]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      )
    default:
      return fc.jsonValue()
  }
}

function text(schema: Schema, known: readonly string[]): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 80, pattern, format } = schema
  const shape = pattern === undefined ? null : new RegExp(pattern, 'u')
  const usable = known.filter(
    (one) => one.length >= minLength && one.length <= maxLength && (shape === null || shape.test(one)),
  )
  const made =
    format === 'uuid'
      ? fc.uuid()
      : shape
        ? fc.stringMatching(shape)
        : fc.oneof(
            fc.string({ unit: 'grapheme', minLength, maxLength }),
            nastyText.filter((one) => one.length >= minLength && one.length <= maxLength),
          )
  if (usable.length === 0) return made
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usable) }, { weight: 1, arbitrary: made })
}

/** Edges, ordinary numbers, and instants: whole numbers without a bound are mostly those. */
function integer({ minimum = -(2 ** 53), maximum = 2 ** 53 }: Schema): fc.Arbitrary<number> {
  const within = [...NASTY_NUMBERS, minimum, maximum, 1_780_286_400_000, 1_780_290_000_000, 1_790_000_000_000].filter(
    (one) => Number.isInteger(one) && one >= minimum && one <= maximum,
  )
  return fc.oneof(
    fc.constantFrom(...within),
    fc.integer({ min: Math.max(minimum, -1_000), max: Math.min(maximum, 1_000) }),
  )
}

/** A value with something in it replaced, added or taken away. */
export const broken = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(values, nasty, fc.nat(), fc.constantFrom('replace', 'add', 'remove')).map(([value, wrong, at, how]) => {
    const copy = structuredClone(value)
    const places: [Record<string, unknown>, string][] = []
    const visit = (inner: unknown): void => {
      if (typeof inner !== 'object' || inner === null) return
      for (const name of Object.keys(inner)) {
        places.push([inner as Record<string, unknown>, name])
        visit((inner as Record<string, unknown>)[name])
      }
    }
    visit(copy)
    const place = places[at % Math.max(1, places.length)]
    if (!place) return wrong
    const [holder, name] = place
    if (how === 'remove' && !Array.isArray(holder)) delete holder[name]
    else if (how === 'add' && !Array.isArray(holder)) holder.surplus = wrong
    else holder[name] = wrong
    return copy
  })
