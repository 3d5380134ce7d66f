import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { type Listening, listen } from '../http/pipeline/listen.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';
import { cli } from './captured-terminal.suite.ts';

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly disabled?: boolean;
}

/** A request as the format of Postman has it. */
interface PostmanItem {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly auth?: { readonly type: string };
    readonly url: {
      readonly raw: string;
      readonly host: readonly string[];
      readonly path: readonly string[];
      readonly query: readonly Entry[];
      readonly variable: readonly Entry[];
    };
    readonly header: readonly Entry[];
    readonly body?: { readonly mode: string; readonly raw?: string };
  };
  readonly response: readonly unknown[];
}

interface Postman {
  readonly info: { readonly name: string; readonly schema: string };
  readonly auth: { readonly type: string };
  readonly variable: readonly Entry[];
  readonly item: readonly { readonly name: string; readonly item: readonly PostmanItem[] }[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}

/** A text of Bruno's as it is read: its blocks by their names. */
const blocksIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^(\S+) [{[]\n([\s\S]*?)\n[}\]]$/gm)].map(([, name = '', inner = '']) => [
      name,
      inner.replaceAll(/^ {2}/gm, ''),
    ]),
  );

describeOnDatabases('a collection of requests', (under) => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-collection-'));
  const [file, folder] = [join(home, 'guiju.json'), join(home, 'bruno')];
  let node: TestNode;
  let listening: Listening;
  let server = '';
  let token = '';
  let postman: Postman;
  let operations: readonly string[] = [];

  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis'] });
    listening = await listen(node.node.app, { port: 0, host: '127.0.0.1' });
    server = `http://127.0.0.1:${listening.port}`;
    const made = await node.ask('POST', '/api/me/tokens', { name: 'hand', scopes: ['read', 'write'] });
    token = String(made.body['token']);
    const ran = await write('--postman', file, '--bruno', folder);
    expect([ran.code, ran.err]).toEqual([0, '']);
    postman = JSON.parse(readFileSync(file, 'utf8')) as Postman;
    const answer = await fetch(`${server}/openapi.json`, { headers: { authorization: `Bearer ${token}` } });
    const { paths } = (await answer.json()) as Document;
    operations = Object.values(paths)
      .flatMap((ways) => Object.values(ways))
      .map(({ operationId }) => operationId)
      .toSorted();
    expect(ran.out).toContain(`${operations.length.toLocaleString('en')} requests written`);
  });
  afterAll(async () => {
    await listening.drain();
    await node.close();
    rmSync(home, { recursive: true, force: true });
  });

  const write = (...words: readonly string[]) =>
    cli(['collection', ...words, '--server', server], { environment: { GUIJU_TOKEN: token } });
  const items = () => postman.item.flatMap(({ item }) => item);
  const requests = () =>
    globSync(`${folder}/*/*.bru`).filter((path) => !/folder\.bru$|environments/.test(path));

  it('has each call that the document describes once, in both formats', () => {
    expect(operations.length).toBeGreaterThan(300);
    expect(
      items()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(operations);
    const named = requests().map((path) => /^ {2}name: (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1]);
    expect(named.toSorted()).toEqual(operations);
  });

  it.each([
    ['en_US.UTF-8', /401: [A-Z][^\u4e00-\u9fff]*$/m],
    ['zh_CN.UTF-8', /401.*请先登录/],
  ])('says in the language of the terminal what the server refuses: %s', async (LANG, said) => {
    const place = join(home, `${LANG}.json`);
    const asked = ['collection', '--postman', place, '--server', server];
    const ran = await cli(asked, { environment: { LANG } });
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(said);
  });

  it('is what Postman’s format 2.1 says', () => {
    const { info, auth, variable } = postman;
    expect(info.schema).toBe('https://schema.getpostman.com/json/collection/v2.1.0/collection.json');
    expect([auth.type, variable.map(({ key }) => key)]).toEqual(['bearer', ['url', 'token']]);
    for (const { name, request, response } of items()) {
      const { method, url, body } = request;
      expect([name, response, url.host]).toEqual([name, [], ['{{url}}']]);
      expect(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], name).toContain(method);
      expect(url.raw.split('?')[0], name).toBe(`{{url}}/${url.path.join('/')}`);
      const named = url.path.flatMap((part) => [...part.matchAll(/:(\w+)/g)].map(([, one]) => one));
      expect(
        url.variable.map(({ key }) => key),
        name,
      ).toEqual(named);
      expect([undefined, 'raw', 'file'], name).toContain(body?.mode);
      if (body?.raw !== undefined) JSON.parse(body.raw);
    }
  });

  it('is what Bruno reads: a collection, an environment, and folders in their order', () => {
    expect(JSON.parse(readFileSync(join(folder, 'bruno.json'), 'utf8'))).toMatchObject({
      version: '1',
      type: 'collection',
    });
    const environment = blocksIn(readFileSync(join(folder, 'environments/guiju.bru'), 'utf8'));
    expect(environment).toEqual({ vars: `url: ${server}`, 'vars:secret': 'token' });
    for (const path of requests()) {
      const { meta = '', docs = '', ...blocks } = blocksIn(readFileSync(path, 'utf8'));
      expect(meta, path).toMatch(/^name: \S+\ntype: http\nseq: \d+$/);
      expect(docs.length, path).toBeGreaterThan(0);
      expect(Object.keys(blocks)[0], path).toMatch(/^(get|post|put|patch|delete)$/);
    }
  });

  it('holds no token', () => {
    for (const path of [file, ...globSync(`${folder}/**/*.{bru,json}`)])
      expect(readFileSync(path, 'utf8').includes(token), path).toBe(false);
  });

  /** As a person sends it who filled in the token alone. */
  const send = ({ request: { method, url, header, body } }: PostmanItem) => {
    const words = url.query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
    const headers = header.filter(({ disabled }) => !disabled);
    return fetch(`${server}/${url.path.join('/')}?${words.join('&')}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...Object.fromEntries(
          headers.map(({ key, value }) => [key, value.replace('{{$guid}}', crypto.randomUUID())]),
        ),
      },
      ...(body?.raw !== undefined && { body: body.raw }),
    });
  };

  it('has requests that are answered as they stand', async () => {
    const lists = items().filter(({ name }) => name.endsWith('.list'));
    expect(lists.length).toBeGreaterThan(10);
    for (const one of lists) expect([one.name, (await send(one)).status]).toEqual([one.name, 200]);
    const create = items().find(({ name }) => name === 'customer.create');
    const made = create && (await send(create));
    const change = items().find(({ name }) => name === 'customer.change');
    const seen = change?.request.header.find(({ key }) => key === 'If-Match');
    expect([seen?.value, seen?.disabled]).toEqual(['"42"', undefined]);
    expect(made?.status).toBe(201);
    expect(await made?.json()).toMatchObject({ number: 'number', name: 'name' });
  });

  it('has the same requests for Bruno', async () => {
    const {
      post = '',
      headers = '',
      ...blocks
    } = blocksIn(readFileSync(join(folder, 'unit/unit.create.bru'), 'utf8'));
    const address = /^url: (.*)$/m.exec(post)?.[1]?.replace('{{url}}', server) ?? '';
    const answer = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: blocks['body:json'] ?? '',
    });
    expect([answer.status, headers]).toEqual([201, 'Idempotency-Key: {{$guid}}']);
    expect(post).toContain('auth: inherit');
  });

  it('is written again in its place, of some forms alone, and over nothing else', async () => {
    const again = await write('--bruno', folder);
    expect(again.code).toBe(0);
    const some = join(home, 'some.json');
    expect((await write('--postman', some, '--forms', 'customer')).code).toBe(0);
    const { item } = JSON.parse(readFileSync(some, 'utf8')) as Postman;
    const names = item.map(({ name }) => name);
    expect([names.includes('customer'), names.includes('unit')]).toEqual([true, false]);
    const over = await write('--bruno', home);
    expect([over.code, over.err]).toEqual([1, expect.stringContaining('has other content')]);
    expect((await write()).code).toBe(2);
  });
});
