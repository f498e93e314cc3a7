import type { Instant } from '../../../kernel/time.ts'
import { parseInstant } from '../../../kernel/time.ts'
import type { Examples } from './example.ts'
import { LinkButton } from './form.tsx'
import { Receipt } from './receipt.tsx'
import { RefusalNotice } from './refusal.tsx'

export const examples: Examples = {
  回执: (
    <Receipt
      title="已经收到"
      number="442000-20261122-0117"
      at={parseInstant('2026-11-22T15:02:00+08:00') ?? (0 as Instant)}
      items={[{ term: '事情', value: '兴文路口井盖缺失' }]}
      entry={{ hash: '9f2c4a1be07d55c3a8e1764f0b2d9c88e35a6f71', index: 48_213, href: '#verify' }}
    >
      <LinkButton tone="primary" href="#follow">
        看办到哪一步
      </LinkButton>
    </Receipt>
  ),
  办不了: (
    <RefusalNotice
      said={[
        {
          tag: 'extended-already',
          title: '这件工单不能再延期',
          detail: '已经延期 1 次；普通工单最多延期 1 次。',
          next: '可以请上级批准特殊延期，或在 11 月 24 日前办结。',
          basis: { kind: 'local', rule: 'B-034', note: '延期次数由 2 次收紧到 1 次', title: '本地配置' },
        },
      ]}
    />
  ),
}
