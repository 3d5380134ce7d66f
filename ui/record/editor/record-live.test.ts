import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import type { FormModel } from '../../model/form-model.ts';
import { RecordLive } from './record-live.ts';
import { recordRules } from './record-rules.ts';
import type { RecordTargets } from './record-targets.ts';

const label = (en: string) => ({ zh: `${en}（中文）`, en });
const field = (name: string, kind: string, more: JsonObject): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const forms = ['item', 'unit'];
const { model } = compile(
  sourcesOf(
    changed(
      [
        field('what', 'choice', { options: forms.map((value) => ({ value, label: label(value) })) }),
        field('basis', 'any-reference', { forms: ['item'], formField: 'what' }),
        field('worth', 'money', { carry: { from: 'basis', field: 'price' } }),
      ].map((one, at) => ['shop', 'forms/order.json', `/fields/${4 + at}`, one] as const),
    ),
  ),
);

async function liveForm(): Promise<RecordLive> {
  const known = new Map(
    [...(model?.formsById ?? [])].map(([id, form]) => [id, form as unknown as FormModel]),
  );
  const form = { ...(known.get('order') ?? expect.fail()), parameters: {} } as unknown as FormModel;
  const targets = { target: () => ({ id: basis.id, price: '7' }) } as unknown as RecordTargets;
  return new RecordLive(form, await recordRules(form, known, new Map() as never), targets, {});
}

const basis = { form: 'item', id: '00000001-0000-4000-8000-000000000000', number: 'A', name: 'A' };

describe('what was carried from a record of one of several forms', () => {
  it.each<readonly [sentence: string, base: JsonObject | null]>([
    ['on a new record', null],
    ['on one that is there', { id: 'x', what: 'item', basis: null, worth: '3' }],
  ])('goes with it when another form is chosen: %s', async (_, base) => {
    const live = await liveForm();
    const picked = live.complete({ ...base, what: 'item', basis }, base);
    expect(picked).toMatchObject({ basis, worth: '7' });
    const chosen = live.complete({ ...picked, what: 'unit' }, base);
    expect([chosen['basis'], chosen['worth']]).toEqual([null, base ? '3' : null]);
  });
});

describe('what follows the formula of its default', () => {
  const follows = (formula: string) => ({ default: { formula }, follows: true });
  const { model: following } = compile(
    sourcesOf(
      changed([
        ['shop', 'forms/order.json', '/fields/4', field('share', 'decimal', {})],
        ['shop', 'forms/order.json', '/fields/5', field('fee', 'decimal', follows('share * 2'))],
      ]),
    ),
  );

  async function opened(): Promise<RecordLive> {
    const known = new Map(
      [...(following?.formsById ?? [])].map(([id, form]) => [id, form as unknown as FormModel]),
    );
    const form = { ...(known.get('order') ?? expect.fail()), parameters: {} } as unknown as FormModel;
    const targets = { target: () => undefined } as unknown as RecordTargets;
    return new RecordLive(form, await recordRules(form, known, new Map() as never), targets, {});
  }

  it.each<readonly [sentence: string, base: JsonObject | null]>([
    ['of a new record', null],
    ['of one that was saved', { id: 'x', createdAt: 'then', share: '1', fee: '2' }],
  ])('follows, stops where somebody types, and begins anew where he empties it: %s', async (_, base) => {
    const live = await opened();
    let now: JsonObject = live.complete({ ...base, share: '2' }, base);
    const type = (more: JsonObject) => {
      now = live.complete({ ...now, ...more }, base);
      return now['fee'];
    };
    expect(now['fee']).toBe('4');
    expect(type({ share: '5' })).toBe('10');
    // On the way to 100, and where both happen to be the same.
    expect([type({ fee: '1' }), type({ fee: '10' }), type({ share: '6' })]).toEqual(['1', '10', '10']);
    expect(type({ fee: null })).toBe('12');
    expect(type({ share: '7' })).toBe('14');
    expect(type({ share: null })).toBeNull();
  });

  it('keeps what somebody gave before it was saved', async () => {
    const live = await opened();
    const base = { id: 'x', createdAt: 'then', share: '1', fee: '3' };
    expect(live.complete({ ...base, share: '2' }, base)['fee']).toBe('3');
  });
});
