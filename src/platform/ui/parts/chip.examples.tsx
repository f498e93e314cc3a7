import { Chip } from './chip.tsx'
import type { Examples } from './example.ts'

export const examples: Examples = {
  四种状态: (
    <p className="chips">
      <Chip tone="ok">已解决</Chip> <Chip tone="warn">处置中</Chip> <Chip tone="late">已超时 2 小时</Chip>{' '}
      <Chip tone="urgent">紧急</Chip> <Chip>井盖缺失</Chip>
    </p>
  ),
}
