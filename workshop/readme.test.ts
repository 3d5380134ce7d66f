import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../runtime/cli/captured-terminal.suite.ts';
import { commands } from '../runtime/cli/commands.ts';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';

const text = readFileSync('README.md', 'utf8');
const blocks = (language: string) =>
  [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, spoken]) => spoken === language)
    .map(([, , block = '']) => block.trim());
const lines = blocks('sh').flatMap((block) =>
  block.split('\n').map((line) => line.replace(/\s+#.*$/, '').replace(/^\w+=\$\((.*)\)$/, '$1')),
);
const calls = lines.filter((line) => line.startsWith('curl '));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('the README', () => {
  it('names npm scripts, commands and files that there are', () => {
    const steps = lines.filter((line) => !calls.includes(line)).flatMap((line) => line.split(' && '));
    const known = (step: string) => {
      const [program, word = '', script = ''] = step.split(' ');
      if (program === 'npm') return word === 'ci' || (word === 'run' ? script : word) in scripts;
      return step.startsWith('npx guiju ') && commands.some(({ name }) => name === script);
    };
    expect(steps.filter((step) => !known(step))).toEqual([]);
    expect(steps.length).toBeGreaterThan(4);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
    const promised = text.split('lists all commands:')[1]?.split(' and more')[0] ?? '';
    const named = [...promised.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !commands.some((command) => command.name === name))).toEqual([]);
  });

  describe('its ten lines', () => {
    const home = mkdtempSync(join(tmpdir(), 'guiju-readme-'));
    const environment = { GUIJU_HOME: home, GUIJU_SECRET: '07'.repeat(32) };
    let node: TestNode;
    beforeAll(async () => {
      node = await openTestNode(`sqlite://${join(home, 'guiju.db')}`);
    });
    afterAll(async () => {
      await node.close();
      rmSync(home, { recursive: true, force: true });
    });

    it('make a package, publish it to a server that runs, and ask it', async () => {
      const [init = '', apply = ''] = lines.filter((line) => line.startsWith('npx guiju '));
      const run = (line: string) => {
        const words = line.split(' ').slice(2);
        return cli([...words.map((word, at) => (at === 0 ? word : join(home, word)))], {
          environment,
        });
      };
      expect(await run(init)).toMatchObject({ code: 0, err: '' });

      const [form = ''] = blocks('json');
      const file = join(home, 'contracts/forms/contract.json');
      expect(existsSync(file)).toBe(true);
      writeFileSync(file, form);
      expect(await run('npx guiju validate contracts')).toMatchObject({ code: 0, err: '' });
      expect(await run(apply)).toMatchObject({ code: 0, err: '' });

      const path = '/api/forms/contract/records';
      const post = (number: string, amount: string) => node.ask('POST', path, { number, amount });
      await expect.poll(async () => (await post('A', '999.99')).status, { timeout: 1_000 }).toBe(201);
      expect(await post('B', '1000')).toMatchObject({ status: 201, body: { signedOn: expect.any(String) } });
      expect((await post('C', '-1')).status).toBe(422);

      const [, asked = ''] = /"localhost:8787(\/[^"]+)"$/.exec(calls[0] ?? '') ?? [];
      expect(asked).toContain(path);
      // Brackets are ranges to curl, unless it is told otherwise.
      expect(calls[0]).toMatch(/^curl -g /);
      const { status, body } = await node.ask('GET', asked);
      expect([status, body['items']]).toMatchObject([200, [{ number: 'B', amount: '1000' }]]);
    });
  });
});
