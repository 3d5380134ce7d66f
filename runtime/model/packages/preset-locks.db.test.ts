import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';

/** The locks of a record that came with a package; anything else may be done to it. */
interface Locks {
  readonly form: string;
  readonly number: string;
  readonly kept: readonly ('delete' | 'disable')[];
  /** Members that may not change, with a value somebody would like. */
  readonly fixed: JsonObject;
  readonly free: JsonObject;
}

const locked: readonly Locks[] = [
  {
    form: 'split-rule',
    number: 'CF-DEFAULT',
    kept: ['delete', 'disable'],
    fixed: { name: '我的规则', systemDefault: false },
    free: { rowsPerInvoice: 6 },
  },
  {
    form: 'merge-rule',
    number: 'HB-DEFAULT',
    kept: ['delete', 'disable'],
    fixed: { name: '我的规则', systemDefault: false },
    free: { remark: '改过' },
  },
  {
    form: 'mail-scheme',
    number: 'FPYX-DEFAULT',
    kept: ['delete'],
    fixed: { isDefault: false },
    free: { name: '改过' },
  },
  {
    form: 'imaging-system',
    number: 'IMC',
    kept: ['delete'],
    fixed: { number: 'MINE' },
    free: { ip: '10.0.0.1' },
  },
  {
    form: 'role',
    number: 'administrator',
    kept: ['delete', 'disable'],
    fixed: { number: 'nobody', administers: false },
    free: { name: '超级管理员' },
  },
];

describeOnDatabases('records that came with a package', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing', 'imaging'],
      hosts: '10.0.0.1:1 private',
    });
    await node.tenant.packageData.load({ sets: ['demo'] });
  }, 120_000);
  afterAll(() => node.close());

  const find = async (form: string, number: string): Promise<JsonObject> => {
    const query = `view=manage&number=${encodeURIComponent(number)}`;
    const { body } = await node.ask('GET', `/api/forms/${form}/records?${query}`);
    const [found] = body['items'] as JsonObject[];
    if (!found) throw new Error(`no ${form} ${number}`);
    return found;
  };
  const change = async (
    method: string,
    form: string,
    number: string,
    path = '',
    body?: JsonObject,
  ): Promise<TestAnswer> => {
    const { id, revision } = await find(form, number);
    const at = `/api/forms/${form}/records/${String(id)}${path}`;
    return node.ask(method, at, body, { 'if-match': `"${String(revision)}"`, 'accept-language': 'zh' });
  };
  const acting = { delete: ['DELETE', ''], disable: ['POST', '/actions/disable'] } as const;

  for (const { form, number, kept, fixed, free } of locked) {
    for (const lock of kept)
      it(`${form} ${number} keeps its lock: ${lock}`, async () => {
        const [method, path] = acting[lock];
        const { status, body } = await change(method, form, number, path, method === 'POST' ? {} : undefined);
        expect([status, body['code']], JSON.stringify(body)).toEqual([409, 'preset-kept']);
        expect(String(body['detail'])).toMatch(lock === 'delete' ? /不能删除$/ : /不能禁用$/);
      });
    for (const [name, value] of Object.entries(fixed))
      it(`${form} ${number} keeps its ${name}`, async () => {
        const { status, body } = await change('PATCH', form, number, '', { [name]: value });
        expect(status, JSON.stringify(body)).toBe(422);
        const errors = body['errors'] as JsonObject[];
        expect(errors).toContainEqual(expect.objectContaining({ path: `/${name}`, code: 'preset-locked' }));
        expect(errors.every(({ message }) => String(message) !== '')).toBe(true);
      });
    it(`${form} ${number} takes the rest: ${Object.keys(free).join()}`, async () => {
      const { status, body } = await change('PATCH', form, number, '', free);
      expect(status, JSON.stringify(body)).toBe(200);
    });
  }

  it('the default mail scheme can be disabled', async () => {
    expect((await change('POST', 'mail-scheme', 'FPYX-DEFAULT', '/actions/disable', {})).status).toBe(200);
  });

  it.each(['split-rule', 'merge-rule'])('a %s of the demo data is anybody’s', async (form) => {
    const query = 'view=manage&limit=50';
    const { body } = await node.ask('GET', `/api/forms/${form}/records?${query}`);
    const numbers = (body['items'] as JsonObject[])
      .map(({ number }) => String(number))
      .filter((number) => !number.endsWith('DEFAULT'));
    expect(numbers.length).toBeGreaterThan(1);
    const [number = ''] = numbers;
    expect((await change('PATCH', form, number, '', { name: '我的' })).status).toBe(200);
    expect((await change('POST', form, number, '/actions/disable', {})).status).toBe(200);
    expect((await change('POST', form, number, '/actions/enable', {})).status).toBe(200);
    const gone = await change('DELETE', form, number);
    // Only what still uses it keeps it.
    expect([204, 409]).toContain(gone.status);
    if (gone.status === 409) expect(gone.body['code']).toBe('still-referred');
  });

  it.each([
    ['split-rule', 'systemDefault'],
    ['merge-rule', 'systemDefault'],
    ['mail-scheme', 'isDefault'],
  ])('nobody makes a %s a default of the house', async (form, name) => {
    const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, {
      number: 'MINE',
      name: '我的',
      [name]: true,
    });
    expect(status).toBe(422);
    expect(body['errors']).toContainEqual(expect.objectContaining({ path: `/${name}`, code: 'readonly' }));
  });

  it('a copy of a default is nobody’s preset', async () => {
    const made = await change('POST', 'split-rule', 'CF-DEFAULT', '/actions/copy', { number: 'CF-COPY' });
    expect(made.status, JSON.stringify(made.body)).toBeLessThan(300);
    expect(made.body['systemDefault']).toBe(false);
    const number = String(made.body['number']);
    expect((await change('PATCH', 'split-rule', number, '', { name: '我的规则' })).status).toBe(200);
    expect((await change('DELETE', 'split-rule', number)).status).toBe(204);
  });
});
