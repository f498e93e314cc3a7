import { Chip } from './chip.tsx'
import type { Examples } from './example.ts'
import { LinkButton } from './form.tsx'
import { Door, Doors, Empty, Facts, List, ListRow } from './list.tsx'

export const examples: Examples = {
  门: (
    <Doors>
      <Door tone="primary" href="#report" title="我要反映" hint="拍一张、说一句、指个地方，最多六步" />
      <Door href="#mine" title="我反映的" hint="2 件在办" />
      <Door href="#open" title="公开工单" hint="大家反映的，办得怎样" />
    </Doors>
  ),
  列表: (
    <List>
      <ListRow
        href="#1"
        title="兴文路口井盖缺失"
        chips={<Chip tone="warn">处置中</Chip>}
        meta="已联系 · 已到场 · 还剩 1 个工作日"
        aside="11-19"
      />
      <ListRow
        href="#2"
        title="楼道灯不亮"
        chips={<Chip tone="ok">已解决</Chip>}
        meta="请您评价：满意 / 不满意"
        aside="11-12"
      />
    </List>
  ),
  基本信息: (
    <Facts
      items={[
        { term: '编号', value: '442000-20260930-0117' },
        { term: '地点', value: '东区街道花苑社区，兴文路口公交站旁' },
        { term: '渠道', value: '网页' },
      ]}
    />
  ),
  没有内容: (
    <Empty title="您还没有反映过什么。">
      <LinkButton href="#report">去反映</LinkButton>
    </Empty>
  ),
}
