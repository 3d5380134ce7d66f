import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import type { Cell, Row } from '../../database/database.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const secret = '07'.repeat(32);
const minute = 60_000;
const day = 24 * 3_600_000;

describeOnDatabases('the audit trail', (under) => {
  let node: TestNode;
  let now = Date.parse('2024-05-06T02:00:00Z');
  let folder = '';

  const sql = (text: string, cells: readonly Cell[] = []) => node.tenant.database.all(text, cells);
  const run = (text: string, cells: readonly Cell[] = []) => node.tenant.database.run(text, cells);
  const seal = () => node.node.run('audit-links');
  const passes = (milliseconds: number) => {
    now += milliseconds;
    vi.setSystemTime(now);
  };
  const environment = () => {
    const home = under.name === 'sqlite' ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) : '';
    return { ...(home ? { GUIJU_HOME: home } : { DATABASE_URL: under.url }), GUIJU_SECRET: secret };
  };
  const verify = async (...words: string[]) => {
    const ran = await cli(['audit', 'verify', ...words, '--json'], { environment: environment() });
    const json = ran.json as JsonObject;
    const found = (json['found'] ?? []) as JsonObject[];
    return { ...ran, json, flaws: found.map(({ flaw }) => String(flaw)).sort(), found };
  };
  const newest = async () => String(((await verify()).json['newest'] as JsonObject)['mark']);
  const fails = (user: string) =>
    node.node.app.request('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, password: 'wrong wrong wrong' }),
    });
  let serial = 0;
  /** As another node writes it, whose clock may be anywhere. */
  const writes = (at: number, action = 'export') =>
    node.node.gate.audit
      .record({ action, target: `t${++serial}` })
      .then(() => run('UPDATE gj_audit SET at = ? WHERE target = ?', [at, `t${serial}`]));
  /** All of both tables, as they were: what a test harms, it puts back. */
  const putBack = async () => {
    const kept = await Promise.all([sql('SELECT * FROM gj_audit'), sql('SELECT * FROM gj_audit_link')]);
    return async () => {
      for (const [at, table] of ['gj_audit', 'gj_audit_link'].entries()) {
        await run(`DELETE FROM ${table}`);
        for (const row of kept[at] ?? []) await insert(table, row);
      }
    };
  };
  const insert = (table: string, row: Row) =>
    run(
      `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
        .map(() => '?')
        .join(', ')})`,
      Object.values(row),
    );

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    folder = await mkdtemp(join(tmpdir(), 'guiju-trail-'));
    node = await openTestNode(under.url, {
      clock: () => Date.now(),
      wait: (_, stopping) =>
        new Promise((resolve) => {
          if (stopping.aborted) resolve();
          stopping.addEventListener('abort', () => resolve());
        }),
    });
    await node.node.gate.audit.settle();
    await seal();
    for (const number of ['ann', 'bob', 'cay']) {
      passes(minute);
      await fails(number);
    }
    await seal();
    for (let each = 0; each < 3; each += 1) await writes(now + each);
    await seal();
  });
  afterAll(async () => {
    vi.useRealTimers();
    await node?.close();
    await rm(folder, { recursive: true });
  });

  it('is as it was sealed, entry by entry and link by link', async () => {
    const { code, json, err } = await verify();
    expect([code, err]).toEqual([0, '']);
    const [{ n } = { n: 0 }] = await sql('SELECT COUNT(*) AS n FROM gj_audit');
    const doctor = await cli(['doctor', '--json'], { environment: environment() });
    expect((doctor.json as JsonObject)['findings']).toContainEqual(
      expect.objectContaining({ code: 'doctor-trail', status: 'ok' }),
    );
    expect(json).toMatchObject({ links: 3, entries: Number(n), waiting: 0, late: 0, flaws: 0 });
  });

  it('is sealed as the manual says, so that anybody can compute it', async () => {
    const links = await sql('SELECT * FROM gj_audit_link ORDER BY number');
    let former = '';
    for (const { number, digest, linked_at, newest_at, content } of links) {
      const said = [number, former, linked_at, newest_at, content].join('\n');
      expect(createHash('sha256').update(said).digest('hex')).toBe(digest);
      former = String(digest);
      for (const line of String(content).split('\n')) {
        const [id, at, own] = line.split(' ');
        const [row] = await sql('SELECT * FROM gj_audit WHERE id = ?', [id ?? '']);
        const values = ['id', 'at', 'actor', 'actor_name', 'action', 'target', 'org', 'detail'];
        const entry = JSON.stringify(values.map((name) => row?.[name] ?? null));
        expect([Number(row?.['at']), Number(row?.['link'])]).toEqual([Number(at), Number(number)]);
        expect(createHash('sha256').update(entry).digest('base64url')).toBe(own);
      }
    }
  });

  const harms: readonly (readonly [what: string, harm: () => Promise<unknown>, flaws: readonly string[]])[] =
    [
      ...(
        [
          ['at', 'at + 1'],
          ['actor', "'somebody'"],
          ['actor_name', "'somebody'"],
          ['action', "'import'"],
          ['target', "'ann2'"],
          ['org', "'somewhere'"],
          ['detail', "'{}'"],
        ] as const
      ).map(
        ([column, value]) =>
          [
            `somebody changes ${column} of an entry`,
            () => run(`UPDATE gj_audit SET ${column} = ${value} WHERE target = 'ann'`),
            ['trail-entry-changed'],
          ] as const,
      ),
      [
        'somebody deletes an entry',
        () => run("DELETE FROM gj_audit WHERE target = 'bob'"),
        ['trail-entry-gone'],
      ],
      [
        'somebody puts in an entry',
        async () => {
          const [row] = await sql("SELECT * FROM gj_audit WHERE target = 'bob'");
          await insert('gj_audit', { ...row, id: '00000000-0000-7000-8000-000000000001' });
        },
        ['trail-entry-added'],
      ],
      [
        'somebody moves an entry to another link',
        () => run("UPDATE gj_audit SET link = 3 WHERE target = 'bob'"),
        ['trail-entry-added', 'trail-entry-gone'],
      ],
      [
        'somebody has an entry sealed anew',
        async () => {
          await run("UPDATE gj_audit SET actor_name = 'x', link = NULL WHERE target = 'bob'");
          await seal();
        },
        ['trail-entry-gone'],
      ],
      [
        'somebody puts two entries of a link into another order',
        async () => {
          const [link] = await sql('SELECT content FROM gj_audit_link WHERE number = 3');
          const lines = String(link?.['content']).split('\n').reverse().join('\n');
          await run('UPDATE gj_audit_link SET content = ? WHERE number = 3', [lines]);
        },
        ['trail-link-changed'],
      ],
      [
        'somebody says that a link is of another day',
        () => run('UPDATE gj_audit_link SET linked_at = linked_at - 86400000 WHERE number = 2'),
        ['trail-link-changed'],
      ],
      [
        'somebody changes a link and its digest',
        async () => {
          const [link] = await sql('SELECT * FROM gj_audit_link WHERE number = 2');
          await run("UPDATE gj_audit SET target = 'dan' WHERE target = 'bob'");
          await forge({ ...link, number: 2 });
        },
        ['trail-link-torn'],
      ],
      [
        'somebody takes a link away with its entries',
        async () => {
          await run('DELETE FROM gj_audit WHERE link = 2');
          await run('DELETE FROM gj_audit_link WHERE number = 2');
        },
        ['trail-links-gone'],
      ],
      [
        'somebody takes the beginning away',
        async () => {
          await run('DELETE FROM gj_audit WHERE link = 1');
          await run('DELETE FROM gj_audit_link WHERE number = 1');
        },
        ['trail-beginning-gone'],
      ],
      [
        'somebody takes the end away, and leaves its entries',
        () => run('DELETE FROM gj_audit_link WHERE number = 3'),
        ['trail-entry-added', 'trail-entry-added', 'trail-entry-added'],
      ],
      [
        'somebody says that a thinning took the beginning, which the settings keep for half a year',
        async () => {
          const [next] = await sql('SELECT former FROM gj_audit_link WHERE number = 2');
          await run('DELETE FROM gj_audit WHERE link = 1');
          await run('DELETE FROM gj_audit_link WHERE number = 1');
          await node.node.gate.audit.record({
            action: 'audit-thinned',
            detail: { before: new Date(now).toISOString(), begins: 2, former: String(next?.['former']) },
          });
          await seal();
        },
        ['trail-beginning-gone'],
      ],
    ];
  /** Writes a link with a digest that fits the entries as they are now. */
  const forge = async (link: Row) => {
    const rows = await sql('SELECT * FROM gj_audit WHERE link = ? ORDER BY at, id', [link['number'] ?? 0]);
    const content = rows
      .map((row) => {
        const values = ['id', 'at', 'actor', 'actor_name', 'action', 'target', 'org', 'detail'];
        const digest = createHash('sha256').update(JSON.stringify(values.map((name) => row[name] ?? null)));
        return `${row['id']} ${row['at']} ${digest.digest('base64url')}`;
      })
      .join('\n');
    const said = [link['number'], link['former'], link['linked_at'], link['newest_at'], content].join('\n');
    const digest = createHash('sha256').update(said).digest('hex');
    await run('UPDATE gj_audit_link SET former = ?, content = ?, digest = ? WHERE number = ?', [
      link['former'] ?? '',
      content,
      digest,
      link['number'] ?? 0,
    ]);
    return digest;
  };

  it.each(harms)('tells when %s', async (_, harm, flaws) => {
    const back = await putBack();
    try {
      await harm();
      const found = await verify();
      expect([found.code, found.flaws]).toEqual([1, flaws]);
      const doctor = await cli(['doctor', '--json'], { environment: environment() });
      expect(JSON.stringify(doctor.json)).toContain('"doctor-trail-broken"');
    } finally {
      await back();
    }
    expect((await verify()).flaws).toEqual([]);
  });

  it('says where it was changed, when, and by whom the entry is', async () => {
    const back = await putBack();
    await run("UPDATE gj_audit SET action = 'export', actor_name = 'eve' WHERE target = 'ann'");
    await run("DELETE FROM gj_audit WHERE target = 'cay'");
    const en = await cli(['audit', 'verify'], { environment: { ...environment(), LANG: 'en_US.UTF-8' } });
    expect(en.err.split('\n')).toEqual([
      expect.stringMatching(
        /^Link 2: the entry of 2024-05-06 02:01:00 UTC \(eve, Exported?, ann\) was changed after it was sealed; id [\w-]{36}$/,
      ),
      expect.stringMatching(
        /^Link 2: an entry of 2024-05-06 02:03:00 UTC is missing and was not deleted by the retention settings; id [\w-]{36}$/,
      ),
    ]);
    expect(en.out).toContain('Checked 3 links');
    expect(en.out).toContain('2 differences');
    await back();
  });

  it('is known again by a digest that was noted, also when the whole chain is written anew', async () => {
    const mark = await newest();
    const [, digest = ''] = mark.split(':');
    await writes(now);
    await seal();
    const log = join(folder, 'noted.log');
    await writeFile(log, `<110>1 … chain="${mark}"] something\nnothing\n`);
    for (const said of [mark, digest, log]) expect((await verify('--against', said)).code).toBe(0);

    const back = await putBack();
    await run("UPDATE gj_audit SET target = 'dan' WHERE target = 'bob'");
    let former = '';
    for (const link of await sql('SELECT * FROM gj_audit_link ORDER BY number'))
      former = await forge({ ...link, former });
    expect((await verify()).flaws).toEqual([]);
    for (const said of [mark, digest, log])
      expect(await verify('--against', said)).toMatchObject({ code: 1, flaws: ['trail-mark-unknown'] });
    await run('DELETE FROM gj_audit_link');
    await run('UPDATE gj_audit SET link = NULL');
    await seal();
    expect((await verify()).flaws).toEqual([]);
    expect((await verify('--against', mark)).flaws).toEqual(['trail-mark-unknown']);
    await back();
    expect((await verify('--against', 'nothing')).code).toBe(2);
  });

  it('is sealed however late entries come, and whatever was counted since', async () => {
    await fails('ann');
    await fails('ann');
    await node.node.gate.audit.settle();
    const counted = await sql("SELECT detail, link FROM gj_audit WHERE target = 'ann'");
    expect(counted).toMatchObject([{ detail: expect.stringContaining('"count":3'), link: 2 }]);
    const before = Number((await verify()).json['late']);
    await writes(now - 3 * day);
    await writes(now - minute);
    expect((await verify()).json).toMatchObject({ flaws: 0, waiting: 2 });
    await seal();
    expect((await verify()).json).toMatchObject({ flaws: 0, waiting: 0, late: before + 1 });
  });

  it('loses by the settings what is old, tells it, and begins later', async () => {
    const mark = await newest();
    passes(250 * day);
    await node.setClock();
    const settings = '/api/forms/tenant-settings/record?org=root';
    const { body: found } = await node.ask('GET', settings);
    const revision = { 'if-match': `"${String(found['revision'] ?? 0)}"` };
    const saved = await node.ask('PATCH', settings, { auditMonths: 6 }, revision);
    expect([200, 201], JSON.stringify(saved.body)).toContain(saved.status);
    await writes(now - 240 * day);
    passes(2 * day);
    await writes(now);
    await seal();
    const links = Number((await verify()).json['links']);
    const back = await putBack();
    await node.node.run('thinning');
    await seal();
    const thinned = await verify('--against', mark);
    expect([thinned.err, thinned.code]).toEqual(['', 0]);
    expect(thinned.json).toMatchObject({ thinnedBefore: expect.any(Number) });
    expect((thinned.json['oldest'] as JsonObject)['number']).toBeGreaterThan(1);
    expect(Number(thinned.json['links'])).toBeLessThan(links);
    expect((await verify('--against', `1:${'0'.repeat(64)}`)).json['tooOld']).toHaveLength(1);
    const { body } = await node.ask('GET', '/api/audit?action=audit-thinned');
    expect(body['items']).toMatchObject([{ detail: { records: expect.any(Number) } }]);

    // The same, done by somebody else, is told by nobody.
    await back();
    await run('DELETE FROM gj_audit WHERE at < ?', [now - 200 * day]);
    expect((await verify()).flaws).toContain('trail-entry-gone');
    await back();
  });

  it('is whole whatever nodes write, in whichever order, and no sealed cell changes unnoticed', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), ago: fc.nat(400 * day) }) },
      { weight: 2, arbitrary: fc.constant({ do: 'seal' as const, ago: 0 }) },
      { weight: 1, arbitrary: fc.constant({ do: 'thin' as const, ago: 0 }) },
    );
    const columns = ['at', 'actor', 'actor_name', 'action', 'target', 'org', 'detail', 'link'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 25 }),
        fc.constantFrom(...columns),
        fc.nat(),
        async (steps, column, at) => {
          for (const { do: what, ago } of steps) {
            if (what === 'write') await writes(now - ago);
            else await node.node.run(what === 'seal' ? 'audit-links' : 'thinning');
          }
          await writes(now);
          await seal();
          expect((await verify()).flaws).toEqual([]);
          const rows = await sql('SELECT * FROM gj_audit WHERE link IS NOT NULL ORDER BY id');
          const row = rows[at % rows.length];
          const other = typeof row?.[column] === 'number' ? Number(row[column]) + 1 : `${row?.[column]}!`;
          const set = (value: Cell) =>
            run(`UPDATE gj_audit SET ${column} = ? WHERE id = ?`, [value, row?.['id'] ?? null]);
          await set(column === 'actor' || column === 'org' ? 'x' : other);
          expect((await verify()).flaws).not.toEqual([]);
          await set(row?.[column] ?? null);
        },
      ),
      { numRuns: runs(4, 60) },
    );
  });

  it('is whole when personal data of somebody were purged', async () => {
    const made = { number: 'leaver', name: '离职的人', phone: '13800138000', organisation: 'root' };
    const { status, body } = await node.ask('POST', '/api/forms/user/records', made);
    expect(status, JSON.stringify(body)).toBe(201);
    await fails('leaver');
    await seal();
    const before = (await verify()).json;
    const id = String(body['id']);
    const seen = { 'if-match': `"${String(body['revision'])}"` };
    expect((await node.ask('DELETE', `/api/forms/user/records/${id}`, undefined, seen)).status).toBe(204);
    const phones = () =>
      sql("SELECT snapshot FROM gj_history WHERE record = ? AND snapshot LIKE '%13800138000%'", [id]);
    expect(await phones()).not.toEqual([]);
    const purge = ['purge', '--history', 'user', 'leaver', '--yes'];
    expect((await cli(purge, { environment: environment() })).code).toBe(0);
    expect(await phones()).toEqual([]);
    await seal();
    const { code, json } = await verify('--against', String((before['newest'] as JsonObject)['mark']));
    expect([code, json['flaws']]).toEqual([0, 0]);
    expect(Number(json['entries'])).toBeGreaterThan(Number(before['entries']));
  });
});
