import type { Terms } from '../../kernel/terms.ts'

/** The words of the calendar. */
export const terms = {
  notice: { zh: '放假安排通知', source: '国务院办公厅', note: '每年秋季公布下一年的放假调休' },
  restDay: { zh: '休息日', note: '周末、节假日和调休放假日' },
  workingDay: { zh: '工作日', note: '含调休上班的周六、周日' },
  makeUpDay: { zh: '调休上班日' },
  provisional: { zh: '日历未发布', note: '该年放假安排未公布,日期为预计' },
} as const satisfies Terms
