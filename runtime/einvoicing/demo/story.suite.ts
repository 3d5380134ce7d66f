import { expect, vi } from 'vitest';
import { add, compare } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { targetsOf } from '../../access/egress/typed-targets.ts';
import { checkRecords } from '../../care/doctor/check-records.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode, type TestNodeOptions } from '../../server/test-node.suite.ts';
import type { Scene } from '../../work/stories/story.ts';

/** A Wednesday morning on which somebody loads the demo. */
export const morning = Date.parse('2026-11-25T10:30:00+08:00');

export interface Demo {
  readonly node: TestNode;
  /** Records of a form, counted by what they say in a field. */
  counted(form: string, field: string): Promise<Readonly<Record<string, number>>>;
  all(form: string, filter?: JsonObject): Promise<readonly JsonObject[]>;
  /** The job that tells it, once it has ended. */
  ended(): Promise<JsonObject>;
}

/** A server whose demo was just loaded, and of whose story these scenes are played. */
export async function tellStory(
  url: string,
  scenes: (scene: Scene) => boolean,
  options: TestNodeOptions = {},
): Promise<Demo> {
  const node = await openTestNode(url, {
    packages: ['platform', 'basis', 'invoicing'],
    clock: () => morning,
    domains: createDomains({ scenes }),
    ...options,
  });
  expect((await node.ask('POST', '/api/demo')).status).toBe(200);
  return demoOf(node);
}

export function demoOf(node: TestNode): Demo {
  const all = async (form: string, filter: JsonObject = { all: [] }) => {
    const items: JsonObject[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: URLSearchParams = new URLSearchParams({
        view: 'manage',
        limit: '500',
        filter: JSON.stringify(filter),
        ...(cursor ? { cursor } : {}),
      });
      const { status, body } = await node.ask('GET', `/api/forms/${form}/records?${query}`);
      expect(status, JSON.stringify(body)).toBe(200);
      items.push(...(body['items'] as readonly JsonObject[]));
      cursor = (body['next'] as string | null | undefined) ?? null;
    }
    return items;
  };
  return {
    node,
    all,
    async counted(form, field) {
      const found: Record<string, number> = {};
      for (const one of await all(form)) {
        const said = String(one[field] ?? '—');
        found[said] = (found[said] ?? 0) + 1;
      }
      return found;
    },
    async ended() {
      return vi.waitFor(
        async () => {
          const { body } = await node.ask('GET', '/api/jobs?limit=20');
          const jobs = body['items'] as readonly JsonObject[];
          const job = jobs.find((one) => isTelling(one));
          expect(String(job?.['status'])).not.toMatch(/waiting|running|undefined/);
          return job ?? {};
        },
        { timeout: 300_000, interval: 200 },
      );
    },
  };
}

/** One that a server stopped when it ended is none: another goes on with the story. */
function isTelling({ details, status }: JsonObject): boolean {
  return (details as JsonObject | null)?.['story'] !== undefined && status !== 'cancelled';
}

/** Everything that `guiju doctor` finds in the records. */
export async function harmsIn({ tenant }: TestNode): Promise<readonly unknown[]> {
  const domains = createDomains();
  const found: unknown[] = [];
  const asked = {
    database: tenant.database,
    model: tenant.served().model,
    vault: null,
    at: morning,
    targets: targetsOf(domains),
    harms: domains.flatMap(({ harms = [] }) => harms),
  };
  for await (const finding of checkRecords(asked)) if (finding.status !== 'ok') found.push(finding);
  return found;
}

/** The lines of which issued and its difference are not what was applied for, though all of it is issued. */
export async function unbalanced(demo: Demo): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { id, number } of await demo.all('invoice-application', {
    fact: 'applyStatus',
    operator: 'equal',
    value: 'applied',
  })) {
    const path = `/api/forms/invoice-application/records/${String(id)}?view=manage`;
    const { body } = await demo.node.ask('GET', path);
    for (const line of body['lines'] as readonly JsonObject[]) {
      const text = (name: string) => String(line[name] ?? '0');
      const gross = add(text('issuedGross'), text('grossDifference'));
      if (compare(gross, text('gross')) !== 0) wrong.push(`${String(number)}: ${gross} of ${text('gross')}`);
    }
  }
  return wrong;
}
