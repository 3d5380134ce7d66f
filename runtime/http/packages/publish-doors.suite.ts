import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { TestAnswer, TestNode } from '../../server/test-node.suite.ts';
import { designer, field, shopPackage } from '../design/designing.suite.ts';

/** Publishes by one door, on one node; answers what the call was answered that did it. */
type Door = (node: TestNode, word: string) => Promise<TestAnswer>;

const sent = (version: string) => [{ files: Object.fromEntries(shopPackage(version).files) }];
let versions = 0;

/** Asks for a plan, and for what was planned. */
async function planned(node: TestNode, plan: string, [method, path]: readonly [string, string], body: Json) {
  const { hash } = (await node.ask('POST', plan, body)).body;
  return method === 'DELETE'
    ? node.ask(method, `${path}?hash=${String(hash)}`)
    : node.ask(method, path, { ...(body as JsonObject), hash: hash ?? '' });
}

const versioned = () => {
  versions += 1;
  return { packages: sent(`1.0.${versions}`) };
};

/** A design that adds a field. */
export async function designed(node: TestNode, word: string): Promise<string> {
  const by = designer(node);
  const design = await by.begin({ name: word });
  const step = { do: 'add-field', form: 'thing', content: field(`local_${word}`, 'integer') } as const;
  expect((await by.take(design, 0, [step])).status).toBe(200);
  return design;
}

/** By the operations whose answers say who serves what was published; each may go by what the one before left. */
export const publishDoors: Readonly<Record<string, Door>> = {
  applyModel: (node) => planned(node, '/api/model/plan', ['POST', '/api/model/apply'], versioned()),
  installPackages: (node) => planned(node, '/api/packages/plan', ['POST', '/api/packages'], versioned()),
  undoPublish: (node) => planned(node, '/api/publishes/undo/plan', ['POST', '/api/publishes/undo'], {}),
  publishDesign: async (node, word) => {
    const design = await designed(node, word);
    return planned(node, '/api/design/plan', ['POST', '/api/design/publish'], { design });
  },
  publishChangeSet: async (node, run) => {
    const word = `set${run}`;
    const design = await designed(node, word);
    const items = [{ action: 'create', form: 'thing', body: { number: word, [`local_${word}`]: 7 } }];
    const set = await node.ask('POST', '/api/changesets?org=root', { name: word, design, items });
    const path = `/api/changesets/${String(set.body['id'])}/publish`;
    return node.ask('POST', path, {}, { 'if-match': `"${String(set.body['revision'])}"` });
  },
  ship: (node, word) => {
    const wanted = {
      name: `of-${word}`,
      version: '1.0.0',
      prefix: `${word}x`,
      label: { zh: word, en: word },
    };
    const places = [`thing/fields/local_${word}`];
    return planned(node, '/api/design/ship/plan', ['POST', '/api/design/ship'], { ...wanted, places });
  },
  uninstallPackage: (node, word) =>
    planned(node, '/api/publishes/uninstall/plan', ['DELETE', `/api/packages/of-${word}`], {
      package: `of-${word}`,
    }),
};
