import type { Examples } from './example.ts'
import { FigurePair, Figures, Rate } from './figure.tsx'

export const examples: Examples = {
  成对的数: (
    <Figures>
      <FigurePair label="同意人数" part={168} whole={221} rule="须过半" met />
      <FigurePair label="参与人数" part={199} whole={300} rule="须达到 2/3（200）" met={false} />
    </Figures>
  ),
  三率: (
    <Figures>
      <Rate label="响应率" part={410} whole={412} asOf="2026 年 10 月" href="#rows" />
      <Rate label="解决率" part={371} whole={412} asOf="2026 年 10 月" href="#rows" />
      <Rate label="满意率" part={0} whole={0} asOf="2026 年 10 月" />
    </Figures>
  ),
}
