import { source } from '../src/kernel/cite.ts'

export const residentsCommittees2018 = source({
  id: 'residents-committees-2018',
  kind: 'law',
  title: '中华人民共和国城市居民委员会组织法（2018年修正）',
  issuer: '全国人民代表大会常务委员会',
  from: '1990-01-01',
  to: '2026-01-01',
  confidence: 'V1',
  clauses: [
    {
      article: '第九条',
      text: `居民会议由十八周岁以上的居民组成。
居民会议可以由全体十八周岁以上的居民或者每户派代表参加，也可以由每个居民小组选举代表二至三人参加。
居民会议必须有全体十八周岁以上的居民、户的代表或者居民小组选举的代表的过半数出席，才能举行。会议的决定，由出席人的过半数通过。`,
    },
  ],
})
