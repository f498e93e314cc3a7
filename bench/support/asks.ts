/** Who asks: a role of the people that `audienceOf` makes, or a stranger. */
export type Asker = 'desk' | 'unit' | 'town' | 'grid' | 'resident' | 'stranger'

/** A read as people send it: the same kind of request with other words, places and orders each time. */
export type Ask = {
  readonly name: string
  readonly by: Asker
  readonly path: (index: number) => string
  /** What its 95th percentile must stay under, in milliseconds. */
  readonly p95Max: number
  /** A sum over everything it is asked about: it grows with what it counts, and says so. */
  readonly sums?: true
  /** A page that is kept for two seconds: asked for again only after that. */
  readonly kept?: true
}

export type Known = {
  /** The unit with most open orders. */
  readonly unit: string
  readonly towns: readonly string[]
  readonly communities: readonly string[]
  readonly ids: readonly string[]
  readonly publicNos: readonly string[]
  /** Cursors far down the desk's lists. */
  readonly deepDue: string
  readonly deepReceived: string
}

/** Pairs of words people search for together: a thing and a place, a thing and a road, two everyday words. */
const PAIRS = [
  ['井盖', '小学门口'],
  ['污水', '菜市场'],
  ['路灯', '兴文路'],
  ['电梯', '社区公园'],
  ['高龄津贴', '卫生站'],
  ['消防通道', '台风过后'],
  ['停水', '富华道'],
  ['垃圾', '公交站台'],
  ['老人', '晚上'],
  ['施工', '昨天夜里'],
] as const
/** Two words, one of half the orders or of all, the other of one in eight: with a filter they fill a page in a small city, too. */
const COMMON_PAIRS = [
  ['地点', '昨天夜里'],
  ['社区', '台风过后'],
  ['地点', '老人'],
  ['社区', '今天早上'],
  ['地点', '垃圾'],
  ['社区', '连续三天'],
  ['地点', '节假日期间'],
  ['社区', '上周末'],
  ['地点', '前天傍晚'],
  ['社区', '这个月以来'],
] as const
const CATEGORIES = ['manhole', 'sewage', 'noise', 'road', 'light', 'water', 'parking', 'litter']

const LISTS_MS = 50
const SEARCH_MS = 400

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('nothing to ask about')
  return found
}

const words = (index: number): string => encodeURIComponent(at(PAIRS, index).join(' '))
const commonWords = (index: number): string => encodeURIComponent(at(COMMON_PAIRS, index).join(' '))

/** Every list, detail, count and search, as the screens send them. */
export const asksFor = (known: Known): readonly Ask[] => {
  const { unit, towns, communities, ids, publicNos, deepDue, deepReceived } = known
  const orders = (query: string): string => `/api/work-orders?limit=20&${query}`
  const list = (name: string, by: Asker, path: (index: number) => string): Ask => ({
    name,
    by,
    path,
    p95Max: LISTS_MS,
  })
  const search = (name: string, by: Asker, path: (index: number) => string): Ask => ({
    name,
    by,
    path,
    p95Max: SEARCH_MS,
  })
  return [
    list('desk: open, nearest due', 'desk', () => orders('open=true&sort=due')),
    list('desk: open, nearest due, page 40', 'desk', () => orders(`open=true&sort=due&cursor=${deepDue}`)),
    list('desk: newest', 'desk', () => orders('sort=received')),
    list('desk: newest, page 40', 'desk', () => orders(`sort=received&cursor=${deepReceived}`)),
    list('desk: waiting to be sent', 'desk', () => orders('step=queued,returning&open=true&sort=due')),
    list('desk: late', 'desk', () => orders('due=late&open=true&sort=due')),
    list('desk: due soon', 'desk', () => orders('due=soon&open=true&sort=due')),
    list('desk: of a town', 'desk', index => orders(`area=${at(towns, index)}&sort=received`)),
    list('desk: a category in a town', 'desk', index =>
      orders(`area=${at(towns, index)}&category=${at(CATEGORIES, index)}&sort=received`),
    ),
    list('desk: a category, open', 'desk', index => orders(`category=${at(CATEGORIES, index)}&open=true&sort=due`)),
    list('desk: of a unit', 'desk', () => orders(`lead=${unit}&open=true&sort=due`)),
    list('desk: asks for more time', 'desk', () => orders('pending=any&open=true&sort=due')),
    list('unit: queue', 'unit', () => orders('open=true&sort=due')),
    list('unit: late', 'unit', () => orders('due=late&open=true&sort=due')),
    list('unit: newest', 'unit', () => orders('sort=received')),
    list('town: queue', 'town', () => orders('open=true&sort=due')),
    list('town: newest', 'town', () => orders('sort=received')),
    list('grid worker: open', 'grid', () => orders('open=true&sort=due')),
    list('resident: my reports', 'resident', () => '/api/me/work-orders?limit=20'),
    list('public: newest', 'stranger', () => '/api/open/work-orders?limit=20'),
    list(
      'public: of a community',
      'stranger',
      index => `/api/open/work-orders?limit=20&area=${at(communities, index)}`,
    ),
    list('detail', 'desk', index => `/api/work-orders/${at(ids, index)}`),
    { ...list('public detail, page', 'stranger', index => `/open/work-orders/${at(publicNos, index)}`), kept: true },
    list('count: open', 'desk', () => '/api/work-orders/count?open=true'),
    list('count: late', 'desk', () => '/api/work-orders/count?open=true&due=late'),
    list('count: all', 'desk', () => '/api/work-orders/count'),
    list('count: of a unit', 'unit', () => '/api/work-orders/count?open=true'),
    list('escalations, latest', 'desk', () => '/api/work-orders/escalations'),
    list('escalations, latest: a town', 'town', () => '/api/work-orders/escalations'),
    search('search: two words, a category', 'desk', index =>
      orders(`q=${words(index)}&category=${at(CATEGORIES, index)}&sort=received`),
    ),
    search('search: two words, a town', 'desk', index =>
      orders(`q=${words(index)}&area=${at(towns, index)}&sort=received`),
    ),
    search('search: two words, open', 'desk', index => orders(`q=${words(index)}&open=true&sort=due`)),
    search('search: two words', 'desk', index => orders(`q=${words(index)}&sort=received`)),
    search('search: one common word', 'desk', index =>
      orders(`q=${encodeURIComponent(at(PAIRS, index)[0])}&sort=received`),
    ),
    search('search: nothing found', 'desk', () => orders(`q=${encodeURIComponent('霓虹灯管')}&sort=received`)),
    search('unit search: two words, open', 'unit', index => orders(`q=${words(index)}&open=true&sort=due`)),
    search(
      'public search: two words, a category',
      'stranger',
      index => `/api/open/work-orders?limit=20&q=${words(index)}&category=${at(CATEGORIES, index)}`,
    ),
    search('search: two common words, a category', 'desk', index =>
      orders(`q=${commonWords(index)}&category=${at(CATEGORIES, index)}&sort=received`),
    ),
    search('search: two common words, a town', 'desk', index =>
      orders(`q=${commonWords(index)}&area=${at(towns, index)}&sort=received`),
    ),
    search('search: two common words, open', 'desk', index => orders(`q=${commonWords(index)}&open=true&sort=due`)),
    search('unit search: two common words', 'unit', index => orders(`q=${commonWords(index)}&sort=received`)),
    search(
      'public search: two common words, a category',
      'stranger',
      index => `/api/open/work-orders?limit=20&q=${commonWords(index)}&category=${at(CATEGORIES, index)}`,
    ),
    search('public search: two words', 'stranger', index => `/api/open/work-orders?limit=20&q=${words(index)}`),
    {
      ...list(
        'public list, page with towns',
        'stranger',
        index => `/open/work-orders?town=${at(towns, index)}&v=${index}`,
      ),
      sums: true,
    },
    {
      ...list('public search, page with towns', 'stranger', index => `/open/work-orders?q=${words(index)}&v=${index}`),
      sums: true,
      p95Max: SEARCH_MS,
    },
    { ...list('load by unit', 'desk', () => '/api/work-orders/load'), sums: true },
    { ...list('figures of 30 days', 'desk', () => '/api/work-orders/figures'), sums: true },
    { ...list('public figures, page', 'stranger', index => `/open/figures?v=${index}`), sums: true },
  ]
}
