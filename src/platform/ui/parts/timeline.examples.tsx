import type { Instant } from '../../../kernel/time.ts'
import { parseInstant } from '../../../kernel/time.ts'
import type { Examples } from './example.ts'
import { StepOf, Timeline } from './timeline.tsx'

const at = (text: string): Instant => parseInstant(`${text}:00+08:00`) ?? (0 as Instant)

export const examples: Examples = {
  经过: (
    <Timeline
      items={[
        { title: '受理', at: at('2026-11-19T17:52'), by: '电话 · 12345', state: 'done' },
        { title: '派单给东区街道', at: at('2026-11-19T18:00'), by: '派单员 3 号', state: 'done' },
        { title: '联系群众', at: at('2026-11-19T18:22'), by: '网格员 07 号', state: 'done' },
        { title: '到场，已围挡', at: at('2026-11-19T19:31'), by: '照片 2 张', state: 'done' },
        { title: '处置中', state: 'now' },
        { title: '回访', state: 'next' },
      ]}
    />
  ),
  第几步: <StepOf step={2} steps={['说什么事', '拍照片', '在哪里', '看一遍']} />,
}
