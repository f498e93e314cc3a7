import { LawList } from './public/list.tsx'
import { LawSource } from './public/source.tsx'

export const views = { 'law.list': LawList, 'law.source': LawSource }
