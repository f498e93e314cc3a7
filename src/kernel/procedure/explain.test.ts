import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDefault } from '../cite.ts'
import { procedure, transitions } from './definition.ts'
import { explain, layoutOf } from './explain.ts'

const basis = [localDefault('T-001', '测试')] as const
const small = procedure({
  id: 'small',
  version: '1',
  zh: '小',
  start: 'open',
  steps: {
    open: { zh: '开', says: '开着' },
    work: { zh: '办', says: '在办' },
    wait: { zh: '等', says: '在等' },
    done: { zh: '完', says: '完了', end: true },
    refused: { zh: '拒', says: '不办', end: true },
  },
  actions: {
    begin: { zh: '登记', from: ['new'], to: ['open'], by: ['anyone'], gates: [], basis },
    take: { zh: '办', from: ['open'], to: ['work'], by: ['desk'], gates: ['known'], basis },
    note: { zh: '记', from: ['work'], to: ['same'], by: ['desk'], gates: [], basis },
    pause: { zh: '停', from: ['work'], to: ['wait'], by: ['desk'], gates: [], basis },
    resume: { zh: '续', from: ['wait'], to: ['work'], by: ['desk'], gates: [], basis },
    finish: { zh: '结', from: ['work'], to: ['done'], by: ['desk'], gates: [], basis },
    refuse: { zh: '拒', from: ['open', 'work'], to: ['refused'], by: ['desk'], gates: [], basis },
  },
})

test('every step with what can be done in it, opening first, moves before the rest, each with its basis', () => {
  const lines = explain(small)
  assert.deepEqual(
    lines.map(line => line.step),
    ['new', 'open', 'work', 'wait', 'done', 'refused'],
  )
  const work = lines.find(line => line.step === 'work')
  assert.deepEqual(
    work?.actions.map(line => line.action),
    ['pause', 'finish', 'refuse', 'note'],
  )
  assert.deepEqual(work?.actions.at(-1), { action: 'note', by: ['desk'], gates: [], to: [], stays: true, basis })
  assert.deepEqual(
    lines.filter(line => line.end).map(line => line.step),
    ['done', 'refused'],
  )
})

test('what is explained are the transitions, no more and no fewer', () => {
  const said = explain(small).flatMap(({ step, actions }) =>
    actions.flatMap(({ action, to, stays }) =>
      [...to, ...(stays ? [step] : [])].map(goal => `${action} ${step} ${goal}`),
    ),
  )
  assert.deepEqual(
    said.toSorted(),
    transitions(small)
      .map(({ action, from, to }) => `${action} ${from} ${to}`)
      .toSorted(),
  )
})

test('the picture: a spine through the steps, ends and detours beside it, every step once', () => {
  const { spine, beside, arrows } = layoutOf(small)
  assert.deepEqual(spine, ['open', 'work', 'done'])
  assert.deepEqual([...spine, ...beside.map(each => each.step)].toSorted(), Object.keys(small.steps).toSorted())
  assert.deepEqual(arrows.find(arrow => arrow.from === 'open' && arrow.to === 'work')?.actions, ['take'])
  assert.ok(!arrows.some(arrow => arrow.from === arrow.to))
})
