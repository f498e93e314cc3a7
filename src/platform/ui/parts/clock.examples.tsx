import type { Instant } from '../../../kernel/time.ts'
import { parseInstant } from '../../../kernel/time.ts'
import { Clock, Clocks } from './clock.tsx'
import type { Examples } from './example.ts'

const at = (text: string): Instant => parseInstant(`${text}:00+08:00`) ?? (0 as Instant)
const from = at('2026-11-19T18:00')
const letter = {
  kind: 'cite',
  title: '中山市民政局关于政协提案第 125100 号的答复',
  article: '第一点',
  quote: '紧急类工单1小时内联系群众、2小时内抵达现场、3个工作日内完成处置',
} as const

export const examples: Examples = {
  三个时限: (
    <Clocks>
      <Clock
        name="联系群众"
        rule="1 小时"
        state="met"
        from={from}
        due={at('2026-11-19T19:00')}
        stopped={at('2026-11-19T18:22')}
        basis={[letter]}
      />
      <Clock
        name="抵达现场"
        rule="2 小时"
        state="met"
        from={from}
        due={at('2026-11-19T20:00')}
        stopped={at('2026-11-19T19:31')}
        basis={[letter]}
      />
      <Clock
        name="完成处置"
        rule="3 个工作日"
        state="running"
        amount="1 个工作日"
        wholeDay
        from={from}
        due={at('2026-11-24T17:30')}
        why={[
          '11 月 19 日派单，从第二天数起。',
          '11 月 21、22 日是周末，不算。',
          '第 3 个工作日是 11 月 24 日，到下班为止。',
        ]}
        basis={[letter, { kind: 'local', note: '下班时间按 17:30 算，由中山市配置。' }]}
      />
    </Clocks>
  ),
  其他状态: (
    <Clocks>
      <Clock name="签收" rule="4 小时" state="waiting" />
      <Clock name="联系群众" rule="1 小时" state="running" from={at('2026-11-22T14:30')} due={at('2026-11-22T15:30')} />
      <Clock
        name="办结"
        rule="15 个工作日"
        state="overdue"
        wholeDay
        from={at('2026-10-20T09:00')}
        due={at('2026-11-20T17:30')}
        amount="2 天"
      />
      <Clock
        name="抵达现场"
        rule="2 小时"
        state="met-late"
        from={from}
        due={at('2026-11-19T20:00')}
        stopped={at('2026-11-19T20:47')}
      />
      <Clock
        name="办结"
        rule="10 个工作日"
        state="paused"
        wholeDay
        provisional
        from={at('2026-11-02T09:00')}
        due={at('2027-01-08T17:30')}
        pauses={[{ from: at('2026-11-10T10:00'), why: '等专业机构鉴定' }]}
      />
    </Clocks>
  ),
}
