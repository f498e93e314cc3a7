import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { FiguresPage } from './figures-page.tsx'
import { LatePage } from './late-page.tsx'
import { MovedPage } from './moved-page.tsx'
import { NewPage } from './new-page.tsx'
import { OrderPage } from './order-pane.tsx'
import { OrdersPage } from './orders-page.tsx'
import { Side, TopFigures } from './side.tsx'
import './staff.css'

/** Work orders in the staff console. */
export const workOrders: ConsoleModule = {
  id: 'work-order',
  pages: [
    { path: '/console/work-orders', page: OrdersPage },
    { path: '/console/work-orders/new', page: NewPage },
    { path: '/console/work-orders/:id', page: OrderPage },
    { path: '/console/late', page: LatePage },
    { path: '/console/moved', page: MovedPage },
    { path: '/console/figures', page: FiguresPage },
  ],
  Side,
  Figures: TopFigures,
  search: '/console/work-orders?q={q}',
}
