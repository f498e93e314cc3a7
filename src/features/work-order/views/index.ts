import { FieldList } from './field/list.tsx'
import { FieldNew } from './field/new.tsx'
import { FieldOrder } from './field/order.tsx'
import { FigureRows } from './public/figure-rows.tsx'
import { FiguresPage } from './public/figures.tsx'
import { OpenList } from './public/open-list.tsx'
import { OpenOrder } from './public/open-order.tsx'
import { Procedure } from './public/procedure.tsx'
import { Mine } from './resident/mine.tsx'
import { Order } from './resident/order.tsx'
import { Receipt } from './resident/receipt.tsx'
import { Report } from './resident/report.tsx'
import { Claim, Track } from './resident/track.tsx'

/** Pages the server renders. */
export const views = {
  'work-order.report': Report,
  'work-order.receipt': Receipt,
  'work-order.track': Track,
  'work-order.claim': Claim,
  'work-order.mine': Mine,
  'work-order.order': Order,
  'work-order.field-list': FieldList,
  'work-order.field-order': FieldOrder,
  'work-order.field-new': FieldNew,
  'work-order.open-list': OpenList,
  'work-order.open-order': OpenOrder,
  'work-order.figures': FiguresPage,
  'work-order.figure-rows': FigureRows,
  'work-order.procedure': Procedure,
}
