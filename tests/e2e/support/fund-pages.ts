import assert from 'node:assert/strict'
import { drawPhoto } from '../../../src/features/work-order/demo-photo.ts'
import type { Page } from '../../../src/platform/testing/browser.ts'
import { choose, dialog, fill } from './owners.ts'
import { assertAccessible, shoot, tooWide, weigh } from './page.ts'

const WEIGHT_MAX = 100 * 1024

/** Does one deed of the pane, and waits for the step it leads to. */
export const deed = async (
  page: Page,
  name: string,
  values: Readonly<Record<string, string>>,
  step: string,
  more: { readonly choices?: Readonly<Record<string, string>>; readonly photo?: number } = {},
): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog(page).waitFor()
  for (const [label, option] of Object.entries(more.choices ?? {})) await choose(page, label, option)
  await fill(page, values)
  if (more.photo !== undefined)
    await dialog(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await drawPhoto(more.photo) })
  await dialog(page).getByRole('button', { name }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await page.locator('.fund-use b', { hasText: step }).first().waitFor()
}

/** Fills fields of a page by their labels. */
export const write = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values))
    await page
      .getByLabel(new RegExp(`^${label}`))
      .first()
      .fill(value)
}
/** Chooses on a page. */
export const pick = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-item-option', { hasText: option }).last().click()
}

/** A page for everybody or an owner: accessible, light, no wider than the screen. */
export const look = async (page: Page, path: string, name: string): Promise<void> => {
  assert.equal((await page.goto(path))?.status(), 200, path)
  await assertAccessible(page)
  assert.ok((await weigh(page)).total <= WEIGHT_MAX, path)
  assert.equal(await tooWide(page), 0, path)
  await shoot(page, name)
}
