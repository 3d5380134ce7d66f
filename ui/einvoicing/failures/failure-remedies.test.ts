import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { session } from '../../session/session.ts';
import { failureRemedies } from './failure-remedies.ts';

const pending: JsonObject = {
  organisation: { id: 'o1', number: 'BEIJING' },
  businessType: { id: 't0', number: 'YW' },
  sellerTaxNo: '91X',
};
const known = (id: string, ...actions: readonly string[]) =>
  ({ id, name: id, label: { zh: `“${id}”`, en: id }, actions }) as unknown as FormOutline;
const before = session.forms;
afterEach(() => {
  session.forms = before;
  vi.restoreAllMocks();
});

/** A server that has these records, by what the person may do to each, where it was created. */
function serve(mays: readonly string[], view = 'manage') {
  vi.spyOn(session.api, 'call').mockImplementation((async () => ({
    items: mays.map((_, at) => ({ id: `t${at}` })),
  })) as never);
  vi.spyOn(session.api, 'answer').mockImplementation((async (
    _: string,
    { path }: { readonly path: { readonly id: string } },
  ) => ({
    body: {},
    headers: new Headers({ 'guiju-view': view, 'guiju-may': mays[Number(path.id.slice(1))] ?? '' }),
  })) as never);
}
const remedyOf = (code: string) => failureRemedies((id) => (id === 'failureCode' ? code : pending[id]));

const causes: readonly (readonly [code: string, form: string, about: string])[] = [
  ['day-credit', 'business-control', '"businessType","operator":"equal","value":"t0"'],
  ['role-month-credit', 'business-control', '"businessType","operator":"equal","value":"t0"'],
  ['quota-short', 'quota-account', '"taxNo","operator":"equal","value":"91X"'],
  ['seller-withdrawn', 'licence', '"taxNo","operator":"equal","value":"91X"'],
  ['business-limit', 'business-type/t0', ''],
];

it.each(causes)(
  '%s leads to where it is kept, in the organisation of the document',
  async (code, form, about) => {
    serve(['read,edit']);
    const [id = ''] = form.split('/');
    session.forms = [known(id, 'read', 'edit')];
    const { links, ask } = await remedyOf(code);
    const [link, ...more] = links;
    const address = decodeURIComponent(link?.href ?? '');
    expect([more, ask]).toEqual([[], undefined]);
    expect(address.startsWith(`/forms/${form}?`)).toBe(true);
    expect(address).toContain(about);
    expect(address).toContain('org=BEIJING');
  },
);

describe.each(causes)('%s is mended', (code, form) => {
  const [id = ''] = form.split('/');
  it.each<
    readonly [who: string, may: boolean, actions: readonly string[], mays: readonly string[], view?: string]
  >([
    ['by whoever may change it where it was created', true, ['read', 'edit'], ['read,edit']],
    ['by nobody who may change others alone', false, ['read', 'edit', 'create'], ['read']],
    ['by nobody who only uses it', false, ['read', 'edit'], ['read,edit'], 'use'],
    ['by nobody who may only read', false, ['read'], ['read,edit']],
  ])('%s', async (_, may, actions, mays, view) => {
    serve(mays, view);
    session.forms = [known(id, ...actions)];
    const { links, ask } = await remedyOf(code);
    expect([links.length, ask]).toEqual(may ? [1, undefined] : [0, expect.stringContaining(id)]);
  });

  it('by an administrator, where the form is beyond what one sees', async () => {
    session.forms = [];
    expect(await remedyOf(code)).toEqual({ links: [], ask: expect.stringContaining('管理员') });
  });
});

it.each<readonly [string, readonly string[], readonly string[], number]>([
  ['one of several may be changed', ['read', 'edit'], ['read', 'read,edit'], 1],
  ['there is none, and one may be made', ['read', 'create'], [], 1],
  ['there is none, and none may be made', ['read', 'edit'], [], 0],
])('a limit is offered where %s', async (_, actions, mays, offered) => {
  serve(mays);
  session.forms = [known('business-control', ...actions)];
  expect((await remedyOf('day-credit')).links).toHaveLength(offered);
});

it('of a failure that nobody keeps a limit for nothing is said', async () => {
  expect(await remedyOf('4021')).toEqual({ links: [] });
});
