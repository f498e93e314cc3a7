import type { RefusalTable } from '../../kernel/refusal.ts'
import type { NoticeTag } from './rules/notice.ts'

export type CalendarTag = NoticeTag | 'year-unknown' | 'notice-unreadable' | 'notice-headings' | 'day-conflict'

/** One line per tag; words in messages/. */
export const REFUSALS: RefusalTable<CalendarTag> = {
  'year-unknown': { status: 404 },
  'notice-year': { status: 422 },
  'notice-source': { status: 422 },
  'notice-empty': { status: 422 },
  'notice-long': { status: 422 },
  'notice-unreadable': { status: 422 },
  'notice-headings': { status: 422 },
  'day-date': { status: 422 },
  'day-kind': { status: 422 },
  'day-name': { status: 422 },
  'day-outside': { status: 422 },
  'day-twice': { status: 422 },
  'day-conflict': { status: 409 },
  'holiday-missing': { status: 422 },
}
