/** The door of the calendar: the calendar in force, its notices, and the event of a change. */
export { CALENDAR_CHANGED, type CalendarChanged, type Imported, importNotice, tryNotice } from './commands.ts'
export { calendarOf } from './current.ts'
export { calendar } from './feature.ts'
export { type NoticeFile, readNoticeFile, yearOfFile } from './notice-file.ts'
export { answerLine } from './rules/clock.ts'
export type { DayInput, NoticeChange, NoticeInput } from './rules/notice.ts'
export { shippedCalendar } from './shipped.ts'
export { calendarVersion, calendarYears, loadShippedCalendar } from './years.ts'
