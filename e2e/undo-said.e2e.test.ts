import { beforeAll, expect, it } from 'vitest';
import type { Json } from '../metadata/common/json.ts';
import type { DesignStep } from '../metadata/design/steps/design-step.ts';
import type { FormSource } from '../metadata/source.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, label, partOrder } from './own-package.ts';

const states = ['new', 'open'];
const words = {
  zh: {
    undo: '撤销',
    details: '技术细节',
    goes: '这些不再生效',
    since: /管理员 · .* 发布的改动（.*等 3 处）现在不能撤销：管理员 · .* 发布的改动.*又改了同一处/,
  },
  en: {
    undo: 'Undo',
    details: 'Technical details',
    goes: 'No longer in effect',
    since: /Cannot undo the changes published by .* now: the same was changed again by the change/,
  },
} as const;

inBrowser(
  'the undo of a publish',
  (site) => {
    const publish = async (...steps: readonly DesignStep[]) => {
      const { node } = site();
      const begun = await node.ask('POST', '/api/design/drafts', {
        name: 'Orders',
        steps: steps as unknown as Json,
      });
      const design = begun.body['id'] ?? null;
      const { body } = await node.ask('POST', '/api/design/plan', { design });
      expect(body['hash'], JSON.stringify(body['issues'])).toEqual(expect.any(String));
      const done = await node.ask('POST', '/api/design/publish', { design, hash: body['hash'] ?? null });
      expect(done.status).toBe(200);
    };
    const form = 'part-order';
    const adding = (name: string, zh: string): DesignStep =>
      ({ do: 'add-field', form, content: field(name, 'text', zh, { length: 40 }) }) as unknown as DesignStep;
    beforeAll(async () => {
      const content = partOrder(
        field('buyer', 'text', '买方', { length: 40 }),
        field('state', 'choice', '状态', {
          options: states.map((value) => ({ value, label: label(value, value) })),
        }),
      ) as unknown as FormSource;
      await publish({ do: 'add-form', content });
      await publish(
        adding('colour', '颜色'),
        { do: 'merge-options', form, field: 'state', values: { new: 'open' } },
        { do: 'set', form, target: 'fields/buyer/label', value: label('采购方', 'Purchaser') },
      );
    });

    it.each(['zh', 'en'] as const)(
      'says what goes back by its name, versions as a detail (%s)',
      async (language) => {
        const said = words[language];
        const page = await site().visit({ path: '/packages?tab=history', language });
        await page.getByRole('button', { name: said.undo, exact: false }).first().click();
        const plan = page.locator('gj-taken-plan');
        await plan.getByText(said.details).waitFor();
        const text = await plan.evaluate(({ shadowRoot }) => shadowRoot?.textContent ?? '');
        expect(text).toContain(language === 'zh' ? '颜色' : 'colour');
        expect(text).not.toMatch(/降回|goes back from version|\blocal\b/);
        await isSound(page, `undo-plan-${language}`);
      },
    );

    it.each(['zh', 'en'] as const)(
      'names who changed the same since, where it has to wait (%s)',
      async (language) => {
        const said = words[language];
        const page = await site().visit({ path: '/packages?tab=history', language });
        const button = page.getByRole('button', { name: said.undo, exact: false }).first();
        await button.waitFor();
        const value = label(`采购方 ${language}`, `Purchaser ${language}`);
        await publish({ do: 'set', form, target: 'fields/buyer/label', value });
        await button.click();
        await page.getByText(said.since).waitFor();
        expect(await page.getByText(said.since).innerText()).not.toContain('guiju');
        await isSound(page, `undo-not-now-${language}`);
      },
    );
  },
  { packages: ['platform'], story: true },
);
