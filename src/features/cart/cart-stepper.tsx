import { observer } from 'mobx-react-lite'
import type { GoodsCard } from '../../contract/shop'
import { mostOf, whyNoMore } from '../../ui/goods-words'
import { Stepper } from '../../ui/stepper'
import type { CartStore } from './cart.store'

type Props = { readonly cart: CartStore; readonly goods: GoodsCard }

/** How many of these goods are in the cart, changed in place. */
export const CartStepper = observer(({ cart, goods }: Props) => (
  <Stepper
    quantity={cart.quantityOf(goods.id)}
    name={goods.name}
    most={mostOf(goods)}
    onChange={(quantity) => cart.set(goods, quantity)}
    onMost={() => cart.say(goods.id, `${goods.name}${whyNoMore(goods)}`)}
  />
))
