import { type Static, Type } from 'typebox'
import { Count, FenAmount, Gcj02Point, InstantMs, Nullable, StoreId } from './scalars'

export const StoreCard = Type.Object({
  id: StoreId,
  name: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  at: Gcj02Point,
  hours: Type.Object(
    { opensMinute: Count, closesMinute: Count },
    { description: 'Minutes since midnight, Asia/Shanghai' },
  ),
  trialOpensAt: InstantMs,
  grandOpensAt: InstantMs,
  deliveryFeeFrom: Nullable(FenAmount),
})
export type StoreCard = Static<typeof StoreCard>

export const StoresAnswer = Type.Object({ stores: Type.Array(StoreCard) })
export type StoresAnswer = Static<typeof StoresAnswer>

const Passage = Type.Object({ picture: Type.String(), title: Type.String(), text: Type.String() })

/** 项目介绍: the store, its story, where the goods come from. */
export const StoreAnswer = Type.Object({
  store: StoreCard,
  story: Type.Object({ headline: Type.String(), paragraphs: Type.Array(Type.String()) }),
  promises: Type.Array(Passage),
  sourcing: Type.Array(Passage),
})
export type StoreAnswer = Static<typeof StoreAnswer>

/** What the home page needs of a launch, the same for everybody (cacheable). The phase follows from the instants. */
export const LaunchAnswer = Type.Object({
  store: StoreCard,
  trialOpensAt: InstantMs,
  grandOpensAt: InstantMs,
  slogans: Type.Array(Type.Object({ lines: Type.Array(Type.String()), note: Type.String() }), { minItems: 1 }),
  peek: Type.Array(Type.Object({ picture: Type.String(), name: Type.String() }), {
    description: 'Goods that peek over the hero',
  }),
  claimants: Type.Integer({ minimum: 0, description: 'How many neighbours have claimed at least one coupon' }),
  turnSpreadMs: Type.Integer({
    minimum: 0,
    description: 'Over how many ms phones spread their requests when the phase turns',
  }),
})
export type LaunchAnswer = Static<typeof LaunchAnswer>

export const ClockAnswer = Type.Object({ now: InstantMs })
export type ClockAnswer = Static<typeof ClockAnswer>
