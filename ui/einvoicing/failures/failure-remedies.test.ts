import { afterEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { session } from '../../session/session.ts';
import { failureRemedies } from './failure-remedies.ts';

const pending: JsonObject = {
  organisation: { id: 'o1', number: 'BEIJING' },
  businessType: { id: 't1', number: 'YW' },
  sellerTaxNo: '91X',
};
const known = (id: string, ...actions: readonly string[]) =>
  ({ id, name: id, label: { zh: `“${id}”`, en: id }, actions }) as unknown as FormOutline;
const before = session.forms;
afterEach(() => {
  session.forms = before;
});

it.each<readonly [code: string, form: string, about: string]>([
  ['day-credit', 'business-control', '"businessType","operator":"equal","value":"t1"'],
  ['role-month-credit', 'business-control', '"businessType","operator":"equal","value":"t1"'],
  ['quota-short', 'quota-account', '"taxNo","operator":"equal","value":"91X"'],
  ['seller-withdrawn', 'licence', '"taxNo","operator":"equal","value":"91X"'],
  ['business-limit', 'business-type/t1', ''],
])(
  '%s leads to where it is kept, in the organisation of the document, or names whom to ask',
  (code, form, about) => {
    const remedy = () => failureRemedies((id) => (id === 'failureCode' ? code : pending[id]));
    const [id = ''] = form.split('/');
    session.forms = [known(id, 'read', 'edit')];
    const [link, ...more] = remedy().links;
    const address = decodeURIComponent(link?.href ?? '');
    expect([more, remedy().ask]).toEqual([[], undefined]);
    expect(address.startsWith(`/forms/${form}?`)).toBe(true);
    expect(address).toContain(about);
    expect(address).toContain('org=BEIJING');
    session.forms = [known(id, 'read')];
    expect(remedy()).toEqual({ links: [], ask: expect.stringContaining(id) });
    session.forms = [];
    expect(remedy()).toEqual({ links: [], ask: expect.stringContaining('管理员') });
  },
);

it('of a failure that nobody keeps a limit for nothing is said', () => {
  expect(failureRemedies((id) => (id === 'failureCode' ? '4021' : pending[id]))).toEqual({ links: [] });
});
