import type { Examples } from './example.ts'
import { Field } from './field.tsx'
import { Actions, Button, ErrorSummary, Form, LinkButton } from './form.tsx'
import { PhotoPicker } from './photos.tsx'
import { PlacePicker } from './place.tsx'

const errors = [
  { field: 'what', text: '请写一句发生了什么，至少 5 个字' },
  { field: 'phone', text: '手机号应当是 11 位数字' },
]
const towns = [
  { code: '442000001', name: '石岐街道' },
  { code: '442000002', name: '东区街道' },
]
const communities = [
  { code: '442000002001', name: '花苑社区' },
  { code: '442000002002', name: '夏洋社区' },
]

export const examples: Examples = {
  表单: (
    <Form action="/gallery" draft="gallery">
      <ErrorSummary errors={errors} />
      <Field
        kind="textarea"
        name="what"
        label="发生了什么"
        hint="一句话就行，例如“路口的井盖没了，晚上看不见”。"
        value="井盖"
        errors={errors}
      />
      <Field
        kind="radio"
        name="nature"
        label="属于哪一种"
        value="help"
        options={[
          { value: 'help', label: '求助', hint: '请来处理一件事' },
          { value: 'complaint', label: '投诉', hint: '对服务或行为不满意' },
          { value: 'suggestion', label: '建议' },
        ]}
      />
      <Field
        kind="select"
        name="channel"
        label="怎么回复您"
        options={[
          { value: 'phone', label: '打电话' },
          { value: 'app', label: '在这里留言' },
        ]}
        empty="请选择"
      />
      <Field kind="tel" name="phone" label="手机号" value="138" errors={errors} autoComplete="tel" />
      <Field
        kind="checkbox"
        name="options"
        label="还有"
        optional
        options={[{ value: 'secret', label: '替我保密', hint: '办理单位看不到您的姓名和电话' }]}
      />
      <Actions>
        <Button>提交</Button>
        <LinkButton href="#back">返回</LinkButton>
        <Button tone="danger" name="withdraw" value="1">
          撤回
        </Button>
      </Actions>
    </Form>
  ),
  照片: (
    <Form action="/gallery" multipart>
      <PhotoPicker name="photos" label="照片" max={3} optional />
    </Form>
  ),
  地点: (
    <Form action="/gallery">
      <PlacePicker
        towns={towns}
        communities={communities}
        value={{ town: '442000002', community: '442000002001', lng: '113.4', lat: '22.52' }}
        refresh="/gallery"
        outline={[
          {
            code: '442000001',
            name: '石岐街道',
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
            code: '442000002',
            name: '东区街道',
            rings: [
              [
                [113.4, 22.5],
                [113.45, 22.49],
                [113.46, 22.54],
                [113.39, 22.55],
              ],
            ],
          },
        ]}
      />
    </Form>
  ),
}
