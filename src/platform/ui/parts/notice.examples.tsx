import { d } from '../../../kernel/time.ts'
import type { Examples } from './example.ts'
import { FigurePair, Figures } from './figure.tsx'
import { Actions, LinkButton } from './form.tsx'
import { DoNotTrustUs, Notice } from './notice.tsx'

export const examples: Examples = {
  表决结果: (
    <>
      <Notice
        level={2}
        title="业主大会表决结果"
        about="锦绣花园 · 使用维修资金更新 3 号楼电梯"
        by="锦绣花园业主委员会"
        on={d('2026-11-22')}
      >
        <Figures>
          <FigurePair label="参与人数" part={221} whole={300} rule="须达到 2/3（200）" met />
          <FigurePair label="参与面积" part="20,114.50" unit="m²" rule="须达到 2/3" met />
          <FigurePair label="同意人数" part={168} whole={221} rule="须过半" met />
          <FigurePair label="同意面积" part="15,902.10" unit="m²" rule="须过半" met />
        </Figures>
        <p>依照《民法典》第二百七十八条第一款第五项、第二款，本议案通过。</p>
        <p>自公示之日起十五日内可提出异议；认为侵害合法权益的，可自知道之日起一年内请求撤销。</p>
      </Notice>
      <DoNotTrustUs
        actions={
          <>
            <LinkButton tone="primary" href="#download">
              下载并验证
            </LinkButton>
            <LinkButton href="#mine">查我的票</LinkButton>
          </>
        }
      >
        下载这次表决的公开数据，任何人都能离线重算，看不到谁投了什么。
      </DoNotTrustUs>
      <Actions>
        <LinkButton href="#print">打印</LinkButton>
      </Actions>
    </>
  ),
}
