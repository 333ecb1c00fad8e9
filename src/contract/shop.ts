import { type Static, Type } from 'typebox'
import { Count, FenAmount, InstantMs, Nullable, OneOf, Uuid } from './scalars'

export const SoldBy = OneOf(['piece', 'weight'] as const)

/** What a special price does to goods right now. `left`: units the offer still has for everybody. */
export const GoodsSpecial = Type.Object({
  offerId: Uuid,
  title: Type.String(),
  price: FenAmount,
  closesAt: InstantMs,
  perPerson: Nullable(Count),
  left: Nullable(Count),
})

/**
 * Goods as they stand on a shelf. `price`: of one unit; by weight the estimate of one unit. `per500g`: the same per 500 g, when the
 * weight of a unit is known. `available`: 0 is sold out; what is above 99 is said as 99.
 */
export const GoodsCard = Type.Object({
  id: Uuid,
  categoryId: Type.String(),
  name: Type.String(),
  note: Type.String(),
  picture: Type.String({ description: 'Name of a drawing, or the address of a photograph' }),
  soldBy: SoldBy,
  unit: Type.String(),
  unitGrams: Nullable(Count),
  price: FenAmount,
  per500g: Nullable(FenAmount),
  available: Count,
  perOrder: Nullable(Count),
  sold: Type.Integer({ minimum: 0, description: 'Units sold in 30 days' }),
  special: Nullable(GoodsSpecial),
})
export type GoodsCard = Static<typeof GoodsCard>

export const Category = Type.Object({ id: Type.String(), name: Type.String(), picture: Type.String(), count: Count })
export type Category = Static<typeof Category>

/** Which goods an offer or a coupon is about. */
export const Scope = Type.Union([
  Type.Object({ kind: Type.Literal('all') }, { additionalProperties: false }),
  Type.Object(
    {
      kind: Type.Literal('categories'),
      ids: Type.Array(Type.String({ minLength: 1, maxLength: 32 }), { minItems: 1, maxItems: 50 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('goods'), ids: Type.Array(Uuid, { minItems: 1, maxItems: 200 }) },
    { additionalProperties: false },
  ),
])

/** 满减 and 满送 as everybody sees them: 满 50 减 5，满 99 减 15. */
export const OfferCard = Type.Object({
  id: Uuid,
  kind: OneOf(['spend-save', 'spend-gift'] as const),
  title: Type.String(),
  words: Type.String(),
  scope: Scope,
  closesAt: InstantMs,
})
export type OfferCard = Static<typeof OfferCard>

/** Sort: 综合 · 销量 · 价格低到高 · 价格高到低. Price: of one unit. */
export const GOODS_ORDERS = ['shelf', 'popular', 'cheap', 'dear'] as const

export const GoodsQuery = Type.Object(
  {
    category: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,32}$' })),
    order: Type.Optional(OneOf(GOODS_ORDERS)),
    special: Type.Optional(OneOf(['yes'] as const)),
    available: Type.Optional(OneOf(['yes'] as const)),
    after: Type.Optional(Type.String({ maxLength: 80, description: '`next` of the page before' })),
  },
  { additionalProperties: false },
)
export const GoodsPage = Type.Object({ goods: Type.Array(GoodsCard), next: Nullable(Type.String()) })
export type GoodsPage = Static<typeof GoodsPage>

/** The first screen of 选购, in one answer, the same for everybody (cacheable). `page` is the first of the first category. */
export const ShopAnswer = Type.Object({
  categories: Type.Array(Category),
  offers: Type.Array(OfferCard),
  specials: Type.Array(GoodsCard, { description: "Today's special prices, a dozen at most" }),
  page: GoodsPage,
})
export type ShopAnswer = Static<typeof ShopAnswer>

export const GoodsAnswer = Type.Object({
  goods: GoodsCard,
  category: Type.String(),
  offers: Type.Array(OfferCard, { description: 'Those whose scope holds these goods' }),
  reviews: Type.Object({ count: Count, average: Nullable(Type.Number()) }),
  /** 邻居也买 */
  together: Type.Array(GoodsCard),
})
export type GoodsAnswer = Static<typeof GoodsAnswer>

/** Chinese, pinyin, initials, with small slips: 西红柿, xihongshi, xhs, xihonshi. */
export const SearchQuery = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: 40 }),
    category: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,32}$' })),
    order: Type.Optional(OneOf(['fit', 'popular', 'cheap', 'dear'] as const)),
    special: Type.Optional(OneOf(['yes'] as const)),
    available: Type.Optional(OneOf(['yes'] as const)),
    after: Type.Optional(Type.String({ maxLength: 80 })),
  },
  { additionalProperties: false },
)
export const SearchAnswer = Type.Object({
  goods: Type.Array(GoodsCard),
  next: Nullable(Type.String()),
  /** How many per category, for the filter. */
  categories: Type.Array(Category),
  /** Nothing fits to the letter and these are near it. */
  near: Type.Boolean(),
})
export type SearchAnswer = Static<typeof SearchAnswer>

/** 常买 and 邻居也买; empty for who opted out (only their own purchases stay). */
export const RecommendedAnswer = Type.Object({
  again: Type.Array(GoodsCard),
  neighbours: Type.Array(GoodsCard),
  optedOut: Type.Boolean(),
})
export type RecommendedAnswer = Static<typeof RecommendedAnswer>
