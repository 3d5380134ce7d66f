import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, vi } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { cli } from '../../../cli/captured-terminal.suite.ts';
import type { TestNode } from '../../../server/test-node.suite.ts';

/** An answer of a plan, whoever gave it. */
export interface PlanAnswered {
  readonly invoices: readonly JsonObject[];
  readonly issues: readonly JsonObject[];
  readonly unseen: readonly string[];
}

type Headers = Readonly<Record<string, string>>;
type Door = (id: string, more?: JsonObject, headers?: Headers) => Promise<PlanAnswered>;

export function listIn(body: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const value = path.reduce<Json>((at, member) => (isObject(at) ? (at[member] ?? null) : null), body ?? null);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function answered(body: JsonObject): PlanAnswered {
  return {
    invoices: listIn(body, 'result', 'pendingInvoices'),
    issues: listIn(body, 'issues'),
    unseen: listIn(body, 'unseen').map(({ form, parameter }) => String(form ?? parameter)),
  };
}

/** Wherever it is asked what would become of a stored application. */
export function planDoors(node: TestNode, url: () => string) {
  const ask = async (path: string, body: JsonObject | undefined, headers: Headers = {}) => {
    const { status, body: answer } = await node.ask('POST', path, body, headers);
    expect([200, 202], JSON.stringify(answer)).toContain(status);
    return answer;
  };
  const done = async ({ id }: JsonObject): Promise<JsonObject> =>
    vi.waitFor(
      async () => {
        const { body } = await node.ask('GET', `/api/jobs/${String(id)}`);
        expect([body['status'], body['message'] ?? null]).toEqual(['done', null]);
        return body;
      },
      { timeout: 20_000, interval: 10 },
    );
  const fileOf = async ({ id }: JsonObject) => {
    const file = await node.raw('GET', `/api/jobs/${String(id)}/file`);
    const text = file.ok ? (await file.text()).trim() : '';
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as JsonObject);
  };
  const plan = async (body: JsonObject, headers?: Headers) =>
    answered(await ask('/api/decisions/plan', body, headers));
  const job = async (body: JsonObject) => {
    const over = await done(await ask('/api/decisions/plan', { ...body, mode: 'job' }));
    const lines = (await fileOf(over)).map(answered);
    return {
      invoices: lines.flatMap(({ invoices }) => invoices),
      issues: lines.flatMap(({ issues }) => issues),
      unseen: listIn(over, 'details', 'unseen').map(({ form }) => String(form)),
    };
  };
  const compare = async (body: JsonObject) => {
    const both = await ask('/api/decisions/compare', body);
    return [both['a'], both['b']].map((side) => answered(isObject(side ?? null) ? (side as JsonObject) : {}));
  };
  const impact = async (
    a: JsonObject,
    b: JsonObject,
  ): Promise<JsonObject & { readonly lines: readonly JsonObject[] }> => {
    const over = await done(await ask('/api/decisions/impact', { days: 1, a, b }));
    return { ...(over['details'] as JsonObject), lines: await fileOf(over) };
  };
  /** Answers the plans under each setting moved a little. */
  const otherwise = async (id: string) =>
    listIn(await ask('/api/decisions/otherwise', { ids: [id] }), 'items');
  const decide: Door = async (id, more = {}) => {
    const home = await mkdtemp(join(tmpdir(), 'guiju-decide-'));
    const file = join(home, 'asked.json');
    await writeFile(file, JSON.stringify({ ids: [id], ...more }));
    const isFile = url().startsWith('sqlite://');
    const { json, err } = await cli(['decide', 'plan', file, '--json'], {
      environment: {
        GUIJU_SECRET: '07'.repeat(32),
        ...(isFile
          ? { GUIJU_HOME: dirname(url().slice('sqlite://'.length)) }
          : { DATABASE_URL: url(), GUIJU_HOME: home }),
      },
    });
    await rm(home, { recursive: true });
    expect(json, err).toBeDefined();
    return answered(json as JsonObject);
  };
  const doors: readonly (readonly [string, Door])[] = [
    [
      'the preview of issuing',
      async (id) => answered(await ask('/api/issuing/applications/preview', { applications: [{ id }] })),
    ],
    ['a plan by ids', (id, more, headers) => plan({ ids: [id], ...more }, headers)],
    ['a plan by a filter', (id) => plan({ filter: { fact: 'id', operator: 'equal', value: id } })],
    [
      'a plan of what was sent',
      async (id) => {
        const { body } = await node.ask('GET', `/api/forms/invoice-application/records/${id}?view=manage`);
        return plan({ applications: [body] });
      },
    ],
    ['a plan as a job', (id) => job({ ids: [id] })],
    [
      'the preview of its form',
      async (id) =>
        answered(await ask(`/api/forms/invoice-application/records/${id}/actions/preview`, undefined)),
    ],
    ['one side of a comparison', async (id) => (await compare({ ids: [id] }))[0] ?? answered({})],
    ['the other side of a comparison', async (id) => (await compare({ ids: [id] }))[1] ?? answered({})],
    ['the command line', decide],
  ];
  return { doors, plan, job, compare, impact, otherwise };
}
