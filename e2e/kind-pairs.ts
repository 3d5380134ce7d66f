import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { kinds } from '../metadata/kinds/index.ts';
import { formOfPairs, type PairGroup, pairField, recordsOfPairs, thing } from '../workshop/kind-pairs.ts';
import type { Site } from './browser.ts';
import { pickForm } from './pick-form.ts';

/** The outcome of changing a field's kind, with the value it held. */
export interface Outcome {
  readonly pair: string;
  readonly before: Json;
  /** After the publish, and after the next save; the same as before where the plan refuses it. */
  readonly after: Json;
  readonly saved: Json;
  /** The messages of the plan about it, by codes and in words. */
  readonly said: readonly { readonly code: string; readonly message: string }[];
  readonly refused: boolean;
  /** Whether the value is the platform's to make, and nobody gave it. */
  readonly made: boolean;
}

/** Changes a record by itself: what is computed anew after the publish may change it at the same moment. */
async function saveAgain(node: Node, at: string): Promise<void> {
  const save = async () => {
    const etag = (await node.ask('GET', at)).headers.get('etag') ?? '';
    return node.ask('PATCH', at, { money: '13' }, { 'if-match': etag });
  };
  const { status } = await save();
  if (status === 412) await must(save());
  else expect(status).toBeLessThan(300);
}

type Fields = Readonly<Record<string, Json>>;

/** Forms of fields of a kind, one for each kind that it is to become, each with a record that holds its sample. */
export async function makePairs({ node }: Site, groups: readonly PairGroup[]): Promise<void> {
  const contents = [thing, ...groups.map(formOfPairs)];
  const steps = contents.map((content): JsonObject => ({ do: 'add-form', content }));
  const design = await must(
    node.ask('POST', '/api/design/drafts', { key: `e2e-pairs-${Date.now()}`, steps }),
  );
  await publishDesign(node, design['id'] ?? null);
  await must(node.ask('POST', '/api/forms/thing/records', { number: 'T1', rank: 'high' }));
  for (const group of groups)
    for (const record of recordsOfPairs(group))
      await must(node.ask('POST', `/api/forms/${group.form}/records`, record));
}

/**
 * Every field of a kind is made another through the panel; then what the plan refuses goes back, and the rest is
 * published.
 */
export async function changeKinds({ node }: Site, page: Page, group: PairGroup): Promise<readonly Outcome[]> {
  const { form, source, targets } = group;
  const before = await recordOf(node, form);
  for (const target of targets) await changeKind(page, pairField(target), target);
  const { id, seen } = await storedDesign(node, targets.length);
  const plan = await planOf(node, id);
  const said = new Map(targets.map((target) => [target, saidOf(plan, pairField(target))]));
  const refused = targets.filter((target) => said.get(target)?.some(({ severity }) => severity === 'error'));
  const { fields = [] } = formOfPairs(group) as { fields?: readonly JsonObject[] };
  const back = refused.map((target): JsonObject => {
    const {
      name = '',
      kind = '',
      label: _,
      ...properties
    } = fields.find((one) => one['name'] === pairField(target)) ?? {};
    return { do: 'change-kind', form, field: name, kind, properties };
  });
  if (back.length > 0)
    await must(node.ask('POST', `/api/design/drafts/${String(id)}/steps`, { seen, steps: back }));
  await publishDesign(node, id);
  const after = await recordOf(node, form);
  await saveAgain(node, `/api/forms/${form}/records/${String(after['id'])}`);
  const saved = await recordOf(node, form);
  return targets.map((target) => {
    const field = pairField(target);
    const values = [before, after, saved].map((one) => one[field] ?? null);
    const [was = null, is = null, then = null] = values;
    return {
      pair: `${source} → ${target}`,
      before: was,
      after: is,
      saved: then,
      said: (said.get(target) ?? []).map(({ code, kind, message }) => ({
        code: String(code ?? kind),
        message: String(message),
      })),
      refused: refused.includes(target),
      made: kinds.get(source)?.derived ?? false,
    };
  });
}

/**
 * Outcomes in which a value went without a word: it is what it was, or the plan says of the field what becomes of it; and
 * what people gave is not replaced by a save that nobody was told of.
 */
export function silentLosses(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.filter(({ before, after, saved, said, refused, made }) => {
    if (refused && said.length === 0) return true;
    const [isKept, isSaved] = [isDeepStrictEqual(before, after), isDeepStrictEqual(after, saved)];
    if (!isKept && (refused || said.length === 0)) return true;
    const isAnnounced = made || after === null || said.some(({ code }) => code === 'fields-made-anew');
    return !isSaved && !isAnnounced;
  });
}

async function changeKind(page: Page, field: string, target: string): Promise<void> {
  const tile = page
    .locator('gj-design-canvas .tile:not(.fresh)', { hasText: new RegExp(`${field}(?![a-zA-Z])`) })
    .first();
  const panel = page.locator('gj-place-panel');
  const heading = panel.getByRole('heading', { name: field, exact: true });
  // The canvas may be laid anew under the pointer by what was done before.
  const opens = async () => {
    await tile.click({ position: { x: 12, y: 8 } });
    return heading.isVisible();
  };
  await expect.poll(opens, { timeout: 15_000 }).toBe(true);
  const select = panel.locator('select').filter({ has: page.locator('option[value=multiline]') });
  await select.selectOption(target);
  const fresh = page.locator('gj-fresh-field');
  for (const property of kinds.get(target)?.requires ?? []) {
    if (property === 'options') {
      if ((await fresh.locator('gj-options-editor li').count()) < 2)
        await fresh.locator('gj-options-editor input.next').fill('甲');
    } else if (property === 'forms') {
      if ((await fresh.locator('gj-order-editor li').count()) === 0)
        await pickForm(fresh.locator('gj-order-editor'), /./, 'thing');
    } else if (property === 'form' || property === 'facts')
      // A choice asks beside it in which language its options become names.
      await pickForm(fresh.locator('gj-form-pick'), /./, 'thing');
    else if (property === 'from')
      await fresh
        .locator('select')
        .filter({ has: page.locator('option[value=reference]') })
        .selectOption('reference');
    else if (property === 'formula') await fresh.getByRole('textbox').last().fill('money * 2');
    else if (property === 'field') await fresh.getByRole('textbox').last().fill('rank');
    else if (property === 'compute')
      await fresh
        .locator('select')
        .filter({ has: page.locator('option[value=money]') })
        .selectOption('money');
  }
  await page.keyboard.press('Tab');
  await fresh.locator('.outcome').waitFor();
  await fresh.getByRole('button', { name: '改类型' }).click();
  await fresh.waitFor({ state: 'detached' });
}

type Node = Site['node'];

/** The design that is open, once the server has so many changes of kinds; some bring another step, as values are fitted. */
async function storedDesign(
  node: Node,
  changes: number,
): Promise<{ readonly id: Json; readonly seen: Json }> {
  let design: JsonObject | undefined;
  const stored = async () => {
    const { items } = (await node.ask('GET', '/api/design/drafts')).body;
    const open = (items as readonly JsonObject[]).find(({ state }) => state === 'open');
    design = open && (await node.ask('GET', `/api/design/drafts/${String(open['id'])}`)).body;
    return JSON.stringify(design?.['log'] ?? []).split('"do":"change-kind"').length - 1;
  };
  await expect.poll(stored, { timeout: 15_000 }).toBe(changes);
  const { id = null, entries = null } = design ?? {};
  return { id, seen: entries };
}

async function must(answer: ReturnType<Node['ask']>): Promise<Fields> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body;
}

async function planOf(node: Node, design: Json): Promise<Fields> {
  return must(node.ask('POST', '/api/design/plan', { design }));
}

async function publishDesign(node: Node, design: Json): Promise<void> {
  const { hash = null, issues = [] } = await planOf(node, design);
  const errors = (issues as readonly JsonObject[]).filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => message)).toEqual([]);
  await must(node.ask('POST', '/api/design/publish', { design, hash }));
}

function saidOf(plan: Fields, field: string): readonly JsonObject[] {
  const all = [...((plan['issues'] ?? []) as JsonObject[]), ...((plan['changes'] ?? []) as JsonObject[])];
  const named = new RegExp(`${field}(?![a-zA-Z])`);
  return all.filter((one) => named.test(JSON.stringify(one)));
}

async function recordOf(node: Node, form: string): Promise<Fields> {
  const { items } = await must(node.ask('GET', `/api/forms/${form}/records?number=R1`));
  const [first] = items as readonly JsonObject[];
  return must(node.ask('GET', `/api/forms/${form}/records/${String(first?.['id'])}`));
}
