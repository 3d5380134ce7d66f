import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { computeOps } from '../metadata/kinds/computed.ts';
import { someOf } from '../workshop/it-long.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, partOrder } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

/** An order with numbers on it, in its rows, and in rows of these. */
const order = partOrder(
  field('title', 'text', '标题'),
  field('weight', 'decimal', '重量'),
  field('freight', 'money', '运费'),
  field('lines', 'entries', '明细', {
    fields: [
      field('part', 'text', '品名'),
      field('quantity', 'decimal', '数量'),
      field('price', 'money', '单价'),
      field('lots', 'entries', '批次', {
        fields: [field('lot', 'text', '批号'), field('pieces', 'integer', '件数')],
      }),
    ],
  }),
);

/** Something else of the same design is wrong already: nobody is kept from going on by it. */
const broken = {
  ...partOrder(field('twice', 'formula', '两倍', { formula: 'nowhere * 2' })),
  name: 'broken-order',
};

const opened = '/design/part-order';
const panel = (page: Page) => page.locator('gj-fresh-field');
const tile = (page: Page, name: string) =>
  page.locator(`gj-design-canvas .tile:not(.fresh)[aria-label^="${name},"]`);
const fresh = (page: Page) => page.locator('gj-design-canvas .tile.fresh');
const kind = (page: Page, name: string) =>
  page.getByRole('button', { name: `Add a field: ${name}`, exact: true });
const nameBox = (page: Page) => panel(page).getByRole('textbox', { name: 'Name (English)' });
const addButton = (page: Page) => panel(page).getByRole('button', { name: 'Add to the form' });
const plus = (page: Page) =>
  page.locator('gj-design-canvas').getByRole('button', { name: 'Add a column' }).first();
const heads = (page: Page) =>
  page.locator('gj-design-canvas gj-sheet').first().locator('[role=columnheader][data-col] .text');
const boxOf = async (one: Locator) => {
  const box = await one.boundingBox();
  if (!box) throw new Error('what is looked for is not on the page');
  return box;
};

inBrowser('a field that is about to be added', (site) => {
  beforeAll(async () => {
    const made = await site().node.ask('POST', '/api/design/drafts', {
      name: 'Orders',
      steps: [order, broken].map((content) => ({ do: 'add-form', content })),
    });
    expect(made.status).toBe(201);
  });

  const open = async () => {
    const page = await site().visit({ path: opened, language: 'en' });
    await tile(page, 'title').waitFor();
    await page.getByRole('button', { name: /^\d+ problems?( elsewhere)?$/ }).waitFor();
    await settled(page);
    return page;
  };

  const places = {
    form: {
      beside: 'title',
      numbers: ['weight', 'freight'],
      more: { sum: ['lines · quantity', 'lines · price'] },
    },
    column: {
      beside: 'part',
      numbers: ['quantity', 'price', 'Part order · weight', 'Part order · freight'],
      more: { sum: ['lots · pieces'] },
    },
    'column of rows in a row': {
      beside: 'lot',
      numbers: ['pieces', 'Part order · weight', 'Part order · freight'],
      more: {},
    },
  } as const;
  const words = { sum: 'Sum', difference: 'Difference', product: 'Product', quotient: 'Quotient' };
  const computed = Object.keys(places).flatMap((place) =>
    computeOps.map((op) => [op, place as keyof typeof places] as const),
  );

  it.each(someOf(computed, 5))('is computed as %s of the numbers there are, as a %s', async (op, place) => {
    const page = await open();
    const { beside, numbers, more } = places[place];
    await tile(page, beside).click();
    await kind(page, 'Simple calculation').click();
    await nameBox(page).fill(`made ${op} ${place}`);
    await panel(page).getByRole('combobox', { name: 'Computed as' }).selectOption({ label: words[op] });
    await panel(page).getByText('Fields to use', { exact: true }).waitFor();
    const pick = panel(page).getByRole('combobox', { name: 'Add to “Fields to use”' });
    // Without what the other lines of this table made.
    const texts = async () =>
      (await pick.locator('option').allInnerTexts()).slice(1).filter((one) => !one.includes('made '));
    const wanted = [...numbers, ...(op === 'sum' && 'sum' in more ? more.sum : [])];
    await expect.poll(async () => (await texts()).toSorted()).toEqual(wanted.toSorted());
    const [first = ''] = numbers;
    await addButton(page).click();
    await panel(page).getByRole('alert').filter({ hasText: 'Still missing: Fields to use' }).waitFor();
    await pick.selectOption({ label: first });
    await pick.selectOption({ label: numbers[1] });
    await addButton(page).click();
    await tile(page, `made ${op} ${place}`).waitFor();
    await expect.poll(() => panel(page).count()).toBe(0);
  });

  it('leaves out of a computation what another operation does not take', async () => {
    const page = await open();
    await tile(page, 'title').click();
    await kind(page, 'Simple calculation').click();
    const pick = panel(page).getByRole('combobox', { name: 'Add to “Fields to use”' });
    await pick.selectOption({ label: 'lines · price' });
    await pick.selectOption({ label: 'freight' });
    await panel(page).getByRole('combobox', { name: 'Computed as' }).selectOption({ label: 'Product' });
    await expect
      .poll(() => panel(page).locator('gj-order-editor li .name').allInnerTexts())
      .toEqual(['freight']);
  });

  it.each([
    [1440, 900],
    [1024, 768],
  ])(
    'is added by a press that takes its time, right after a formula was typed (%i wide)',
    async (width, height) => {
      const page = await open();
      await page.setViewportSize({ width, height });
      await tile(page, 'part').click();
      await kind(page, 'Formula').click();
      await nameBox(page).fill(`amount at ${width}`);
      await panel(page).getByRole('textbox', { name: 'Formula', exact: true }).click();
      await page.keyboard.type('quantity * price');
      const before = await boxOf(addButton(page));
      await page.mouse.move(before.x + 20, before.y + 10);
      await page.mouse.down();
      // As long as a hand presses.
      await new Promise((resolve) => setTimeout(resolve, 90));
      const during = await boxOf(addButton(page));
      await page.mouse.up();
      expect([during.x, during.y]).toEqual([before.x, before.y]);
      await tile(page, `amount at ${width}`).waitFor();
    },
  );

  it('is not added with a formula that is wrong, and says why', async () => {
    const page = await open();
    await tile(page, 'part').click();
    await kind(page, 'Formula').click();
    await nameBox(page).fill('broken');
    const area = panel(page).getByRole('textbox', { name: 'Formula', exact: true });
    await area.click();
    await page.keyboard.type('quantit * price');
    await expect.poll(() => addButton(page).isDisabled()).toBe(true);
    await panel(page).getByText('Correct the formula, then add the field.').waitFor();
    await settled(page);
    expect(await axeNow(page)).toEqual([]);
    await picture(page, 'pending-flaw');
    await page.keyboard.press('Control+Enter');
    await area.fill('quantity * price');
    await expect.poll(() => addButton(page).isEnabled()).toBe(true);
    expect(await tile(page, 'broken').count()).toBe(0);
    await addButton(page).click();
    await tile(page, 'broken').waitFor();
  });

  it('waits while something else is picked, until it is added or given up', async () => {
    const page = await open();
    await tile(page, 'title').click();
    await kind(page, 'Text').click();
    await nameBox(page).fill('waiting');
    await tile(page, 'weight').click();
    const note = page.getByRole('note').filter({ hasText: 'The new field “waiting” has not been added' });
    await note.waitFor();
    await fresh(page).filter({ hasText: 'waiting' }).waitFor();
    await settled(page);
    expect(await axeNow(page)).toEqual([]);
    await picture(page, 'pending-aside');
    // Another view, and back.
    await page
      .getByRole('tab', { name: 'Rules' })
      .or(page.getByRole('button', { name: 'Rules' }))
      .first()
      .click();
    await page
      .getByRole('tab', { name: 'Form' })
      .or(page.getByRole('button', { name: 'Form' }))
      .first()
      .click();
    await note.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => nameBox(page).inputValue()).toBe('waiting');
    // Leaving the page asks.
    await page.getByRole('button', { name: 'Publish…' }).click();
    const asked = page.locator('gj-form-dialog');
    await asked.getByText('has not been added').waitFor();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await fresh(page).click();
    await addButton(page).click();
    await tile(page, 'waiting').waitFor();
  });

  it('waits where its panel is closed, comes back with what was typed, and goes when it is given up', async () => {
    const page = await open();
    await kind(page, 'Text').click();
    await nameBox(page).fill('half typed');
    await page.keyboard.press('Escape');
    await expect.poll(() => panel(page).count()).toBe(0);
    const note = page.getByRole('note').filter({ hasText: 'half typed' });
    await note.waitFor();
    await isSound(page, 'pending-closed');
    await kind(page, 'Decimal').click();
    expect(await nameBox(page).inputValue()).toBe('half typed');
    await panel(page).getByRole('button', { name: 'Close' }).click();
    await note.getByRole('button', { name: 'Continue' }).click();
    expect(await nameBox(page).inputValue()).toBe('half typed');
    await page.keyboard.press('Escape');
    await note.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => note.count()).toBe(0);
    expect(await fresh(page).count()).toBe(0);
    await kind(page, 'Text').click();
    expect(await nameBox(page).inputValue()).toBe('');
  });

  it('goes nowhere else untouched: it was not begun', async () => {
    const page = await open();
    await kind(page, 'Text').click();
    await fresh(page).waitFor();
    await tile(page, 'weight').click();
    await expect.poll(() => fresh(page).count()).toBe(0);
  });

  it('waits as a kind that was chosen for a field does, whatever is looked at and wherever one goes', async () => {
    const page = await open();
    await tile(page, 'title').click();
    const kinds = page.locator('gj-place-panel select').filter({ has: page.locator('option[value=choice]') });
    await kinds.selectOption('choice');
    await panel(page).waitFor();
    await tile(page, 'weight').click();
    const note = page.getByRole('note').filter({ hasText: 'The type of “title” has not been changed yet' });
    await note.waitFor();
    await isSound(page, 'pending-kind');
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    const asked = page
      .getByRole('dialog')
      .filter({ hasText: 'The type of “title” has not been changed yet' });
    await asked.waitFor();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await panel(page).waitFor();
    // Another kind for the same field takes its place.
    await tile(page, 'title').click();
    await kinds.selectOption('integer');
    await panel(page).getByText('Whole number').first().waitFor();
    await tile(page, 'weight').click();
    await note.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await page.waitForURL(/\/$/);
  });

  it('is a column wherever “+” was pressed, whatever was pending or picked, and keeps its name through kinds', async () => {
    const page = await open();
    await page.keyboard.press('Escape');
    await plus(page).click();
    await kind(page, 'Formula').click();
    await nameBox(page).fill('kept');
    await kind(page, 'Decimal').click();
    await expect.poll(() => nameBox(page).inputValue()).toBe('kept');
    expect(await panel(page).getByRole('alert').count()).toBe(0);
    expect(await page.locator('gj-design-canvas .handles .tile.fresh').count()).toBe(1);
    await addButton(page).click();
    await expect.poll(() => heads(page).allTextContents()).toContain('kept');
    // One that was begun on the form moves.
    await tile(page, 'title').click();
    await kind(page, 'Decimal').click();
    await nameBox(page).fill('moves');
    await plus(page).click();
    await expect.poll(() => page.locator('gj-design-canvas .handles .tile.fresh').count()).toBe(1);
    expect(await nameBox(page).inputValue()).toBe('moves');
    await addButton(page).click();
    await expect.poll(() => heads(page).allTextContents()).toContain('moves');
    // With nothing picked after an undo.
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => heads(page).allTextContents()).not.toContain('moves');
    await plus(page).click();
    await kind(page, 'Money').or(kind(page, 'Amount')).first().click();
    await nameBox(page).fill('after undo');
    await page.keyboard.press('Enter');
    await expect.poll(() => heads(page).allTextContents()).toContain('after undo');
  });

  it.each([
    ['form', 'title'],
    ['column', 'part'],
  ])('gets a name that is free where its own is the system’s or taken (%s)', async (place, beside) => {
    const page = await open();
    for (const name of ['Reason', 'Reason', 'ID', 'Parent', 'Record', 'Quantity', 'Title']) {
      await tile(page, beside).click();
      await kind(page, 'Text').click();
      await nameBox(page).fill(`${name}`);
      const before = await page.locator('gj-design-canvas .tile[data-place]').count();
      await addButton(page).click();
      await expect.poll(() => panel(page).count()).toBe(0);
      await expect.poll(() => page.locator('gj-design-canvas .tile[data-place]').count()).toBe(before);
      expect([place, name, await page.locator('gj-notices [role=alert]').count()]).toEqual([place, name, 0]);
    }
  });

  it('stays as it was typed where it is refused, with why at its box', async () => {
    const page = await open();
    await tile(page, 'title').click();
    await kind(page, 'Formula').click();
    await nameBox(page).fill('refused');
    const area = panel(page).getByRole('textbox', { name: 'Formula', exact: true });
    await area.fill('$param.nowhere.rate * 2');
    await addButton(page).click();
    await panel(page).locator('[role=alert]').filter({ hasText: 'nowhere' }).waitFor();
    expect([await nameBox(page).inputValue(), await area.inputValue()]).toEqual([
      'refused',
      '$param.nowhere.rate * 2',
    ]);
    await picture(page, 'pending-refused');
    await area.fill('2 * 2');
    await addButton(page).click();
    await tile(page, 'refused').waitFor();
  });

  it('is added once, however fast one presses', async () => {
    const page = await open();
    await tile(page, 'title').click();
    await kind(page, 'Text').click();
    await nameBox(page).fill('pressed twice');
    await addButton(page).dblclick();
    await tile(page, 'pressed twice').waitFor();
    await page
      .getByText(/changes? saved|saved/)
      .first()
      .waitFor();
    await settled(page);
    expect(await tile(page, 'pressed twice').count()).toBe(1);
    expect(
      await page
        .locator('gj-notices')
        .getByText(/twice|taken/)
        .count(),
    ).toBe(0);
  });

  it('has the English name that was typed in English, whoever reads it', async () => {
    const page = await open();
    await tile(page, 'title').click();
    await kind(page, 'Text').click();
    await nameBox(page).fill('Shelf');
    await addButton(page).click();
    await tile(page, 'Shelf').waitFor();
    await page
      .getByText(/changes? saved|saved/)
      .first()
      .waitFor();
    const other = await site().visit({ path: opened, language: 'zh' });
    await other.locator('gj-design-canvas .tile[aria-label^="Shelf，"]').click();
    const names = other.locator('gj-place-panel');
    const chinese = names.getByRole('textbox', { name: '名称（中文）' });
    await expect.poll(() => names.getByRole('textbox', { name: '名称（英文）' }).inputValue()).toBe('Shelf');
    expect([await chinese.inputValue(), await chinese.getAttribute('placeholder')]).toEqual([
      '',
      '未填，显示“Shelf”',
    ]);
  });
});
