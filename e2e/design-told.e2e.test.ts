import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, label } from './own-package.ts';
import { picture } from './picture.ts';

const is = (fact: string, value: string): JsonObject => ({ fact, operator: 'equal', value });

/** A form that compiles, and is not what anybody wants. */
const odd: JsonObject = {
  name: 'odd',
  kind: 'master',
  label: label('怪表', 'Odd'),
  sharing: 'everybody',
  fields: [
    field('number', 'number', '编号', { pattern: 'O{seq:4}' }),
    field('a', 'text', '甲'),
    field('waits', 'text', '先等后', { visible: is('follows', 'x') }),
    field('follows', 'text', '后等先', { visible: is('waits', 'x') }),
    field('never', 'text', '矛盾', { visible: { all: [is('a', 'x'), is('a', 'y')] } }),
    field('self', 'text', '自己', { visible: { fact: 'self', operator: 'isNotEmpty' } }),
    field('shut', 'text', '填不了', { required: is('a', 'x'), readonly: is('a', 'x') }),
    field('same', 'text', '同名', {}),
    field('again', 'text', '同名', {}),
    field('turned', 'text', '转\u202e向'),
    field('long', 'text', '长'.repeat(500)),
  ],
};

/** All that the lists of problems at the head of the page say. */
async function issuesShown(page: Page): Promise<string> {
  return (await page.locator('ul.problems li').allTextContents()).join('\n');
}

inBrowser('what a designer is told beforehand', (site) => {
  beforeAll(async () => {
    const steps = [{ do: 'add-form', content: odd }];
    const { status, body } = await site().node.ask('POST', '/api/design/drafts', {
      key: 'told-beforehand-form',
      steps,
    });
    expect(status, JSON.stringify(body)).toBe(201);
  });

  it('stands in one list before anything is published: what is odd, and then what is wrong beside it', async () => {
    const page = await site().visit({ path: '/design/odd', language: 'zh' });
    await page.locator('gj-design-canvas [data-place]').first().waitFor();
    const warnings = page.getByRole('button', { name: /个提醒/ });
    await warnings.click();
    const all = await issuesShown(page);
    for (const text of [
      '先等后',
      '“矛盾”永远不会显示：“甲 等于 ‘x’”、“甲 等于 ‘y’”不能同时满足',
      '“先等后”永远不会显示：它要等“后等先”填写之后才显示，而后者又要等它',
      '“自己”永远不会显示：它要等自己填写之后才显示',
      '填不了',
      '看不见的字符 U+202E',
      '500 个字符',
      '“same”和“again”的中文名称都是“同名”',
    ])
      expect(all).toContain(text);
    await picture(page, 'design-told-open');
    expect(await axeNow(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await isSound(page, 'design-told');
    const english = await site().visit({
      path: '/design/odd',
      language: 'en',
      size: { width: 1024, height: 768 },
    });
    await english.getByRole('button', { name: /warning/ }).click();
    expect(await issuesShown(english)).toContain('it waits for itself to be filled in');
    await picture(english, 'design-told-english');
    await english.close();
    await page.goto(new URL('/design/odd?tab=json', page.url()).href);
    const json = page.locator('gj-design-json .cm-content');
    await page.getByRole('button', { name: 'forms/odd.json' }).click();
    await json.click();
    await page.keyboard.press('ControlOrMeta+a');
    const fields = (odd['fields'] as JsonObject[]).map((one) =>
      one['name'] === 'a'
        ? { ...one, length: 'long' }
        : one['name'] === 'same'
          ? { ...one, visible: is('number', 5 as never) }
          : one,
    );
    await page.keyboard.insertText(
      JSON.stringify({
        ...odd,
        fields: [...fields, field('asks', 'text', '问', { visible: is('nowhere', 'x') })],
      }),
    );
    await expect.poll(() => issuesShown(page), { timeout: 10_000 }).toContain('类型应为 integer');
    const wrong = await issuesShown(page);
    for (const text of ['没有名为“nowhere”的字段', '比较值应为']) expect(wrong).toContain(text);
    // It is wrong, and not gone: its name stands in the list of forms, and no list of a publish says that it is left out.
    await page.goto(new URL('/design/publish', page.url()).href);
    await page.getByRole('heading', { name: '请先修正' }).waitFor();
    await page.getByText('类型应为 integer').first().waitFor();
    expect(await page.getByText(/去掉了|不再包含/).count()).toBe(0);
  });
});

inBrowser('what a form does not say as a whole', (site) => {
  beforeAll(async () => {
    const content = {
      name: 'unseen',
      kind: 'master',
      label: label('没人看', 'Unseen'),
      fields: [field('number', 'number', '编号', { pattern: 'U{seq:4}' })],
    };
    const steps = [{ do: 'write-file', path: 'forms/unseen.json', content }];
    const { status, body } = await site().node.ask('POST', '/api/design/drafts', {
      key: 'unseen-by-anybody',
      steps,
    });
    expect(status, JSON.stringify(body)).toBe(201);
  });

  it.each([
    ['zh', '请先修正', '可选的管控策略'],
    ['en', 'Fix these first', 'Sharing policies to choose from'],
  ] as const)(
    'is led to from where one publishes, unfolded and focused: %s',
    async (language, wrong, property) => {
      const page = await site().visit({ path: '/design/publish', language });
      await page.getByRole('region', { name: wrong }).getByRole('button').first().click();
      await page.waitForURL(/\/design\/unseen\?property=sharing%2Fallowed/);
      const group = page.getByRole('group', { name: property });
      await expect
        .poll(() => group.locator(':focus').count(), { message: 'the first choice has the focus' })
        .toBe(1);
      await isSound(page, `design-sharing-sought-${language}`);
    },
  );
});
