import { Chart } from './chart.tsx'
import type { Examples } from './example.ts'
import { List, ListRow } from './list.tsx'
import { MapWithList } from './map.tsx'

const shapes = [
  {
    code: '1',
    name: '石岐街道',
    shade: 3,
    href: '#1',
    rings: [
      [
        [113.36, 22.5],
        [113.4, 22.5],
        [113.39, 22.55],
        [113.35, 22.54],
      ],
    ],
  },
  {
    code: '2',
    name: '东区街道',
    shade: 2,
    href: '#2',
    rings: [
      [
        [113.4, 22.5],
        [113.45, 22.49],
        [113.46, 22.54],
        [113.39, 22.55],
      ],
    ],
  },
  {
    code: '3',
    name: '南区街道',
    shade: 1,
    href: '#3',
    rings: [
      [
        [113.36, 22.5],
        [113.4, 22.5],
        [113.45, 22.49],
        [113.43, 22.45],
        [113.37, 22.44],
      ],
    ],
  },
] as const

export const examples: Examples = {
  柱: (
    <Chart
      title="各渠道受理"
      kind="bars"
      unit="件"
      axis="渠道"
      points={[
        { label: '电话', value: 612 },
        { label: '网页', value: 288 },
        { label: '窗口', value: 84 },
        { label: '网格员', value: 40 },
      ]}
      source="2026 年 10 月，共 1,024 件。"
    />
  ),
  线: (
    <Chart
      title="平均答复天数"
      kind="line"
      unit="天"
      axis="月份"
      standard={{ label: '上限', value: 5 }}
      points={[6.2, 5.8, 5.1, 4.6, 4.8, 4.1].map((value, index) => ({ label: `${index + 5} 月`, value }))}
    />
  ),
  地图和列表: (
    <MapWithList
      shapes={shapes}
      points={[{ at: [113.42, 22.52], label: '兴文路口' }]}
      label="各镇街在办件数"
      source="轮廓为示意。"
    >
      <List>
        <ListRow href="#1" title="石岐街道" aside="110 件" />
        <ListRow href="#2" title="东区街道" aside="98 件" />
        <ListRow href="#3" title="南区街道" aside="21 件" />
      </List>
    </MapWithList>
  ),
}
