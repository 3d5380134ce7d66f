import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { adminPassword } from '../../server/test-node.suite.ts';
import { assignTo, is, openWorld, ordersPackage, type World } from './world.suite.ts';

const gap = /\{\w+|undefined|^[a-z-]*$/;
const mood = { name: 'mood', kind: 'text', length: 20, label: { zh: '心情', en: 'Mood' } };

/** A rule without a condition holds for nothing. */
function strict(fields: readonly JsonObject[], version: string) {
  const files = new Map(ordersPackage(fields, version).files);
  const rule = files.get('forms/rule.json') as JsonObject;
  const match = { ...(rule['match'] as JsonObject), emptyMatches: false };
  return installedFrom(files.set('forms/rule.json', { ...rule, match }));
}

describeOnDatabases('matches that say why not', (under) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(under.url);
    await world.publish([strict([mood], '1.1.0')]);
    const everyone = { sharing: 'global' };
    await world.rule('WINS', is('channel', 'web'), { priority: 1, ...everyone });
    await world.rule('OFF', is('channel', 'web'), { ...everyone, enabled: false });
    await world.rule('PAST', is('channel', 'web'), { ...everyone, validTo: '2020-01-31' });
    await world.rule('SOON', is('channel', 'web'), { ...everyone, validFrom: '2999-01-31' });
    await world.rule('EMPTY', null, everyone);
    await world.rule('MOODY', { fact: 'mood', operator: 'startsWith', value: 'go' }, everyone);
    // A question that fits a text cannot be asked of a number.
    await world.publish([strict([{ name: 'mood', kind: 'integer', label: mood.label }], '1.2.0')]);
  });
  afterAll(() => world.close());

  const post = (call: string, body: JsonObject, language = 'en') =>
    world.ask('POST', `/api/forms/rule/match${call}`, body, { 'accept-language': language });

  it.each([
    ['OFF', 'match-disabled'],
    ['PAST', 'match-expired'],
    ['SOON', 'match-not-yet'],
    ['EMPTY', 'match-no-condition'],
    ['MOODY', 'match-broken-condition'],
  ])('a rule that takes no part says why: %s', async (number, code) => {
    for (const language of ['zh', 'en']) {
      const { status, body } = await post('/explain', { number, facts: { channel: 'web' } }, language);
      const [found] = body['items'] as JsonObject[];
      expect([status, found?.['code']], JSON.stringify(body)).toEqual([200, code]);
      expect(found?.['reason']).not.toMatch(gap);
    }
  });

  it.each<[string, string, JsonObject, number, string, string[]]>([
    [
      'a moment that is none',
      '',
      { facts: {}, at: '2026-02-31' },
      400,
      'match-moment-wrong',
      ['/at match-at'],
    ],
    ['a rule that is not named', '/explain', { facts: {} }, 400, 'body-wrong', [' match-rule-needed']],
    [
      'documents that the rules are not about',
      '/coverage',
      { facts: { form: 'buyer' } },
      400,
      'body-wrong',
      ['/facts/form match-facts-form'],
    ],
    ['a trace of no kind', '', { facts: {}, trace: 'some' }, 400, 'body-wrong', ['/trace match-trace']],
  ])('%s', async (_sentence, call, body, status, code, expected) => {
    for (const language of ['zh', 'en']) {
      const answer = await post(call, body, language);
      const errors = answer.body['errors'] as { path: string; code: string; message: string }[];
      expect([answer.status, answer.body['code']], JSON.stringify(answer.body)).toEqual([status, code]);
      expect(errors.map((error) => `${error.path} ${error.code}`)).toEqual(expected);
      for (const message of [answer.body['detail'], ...errors.map((error) => error.message)])
        expect(message).not.toMatch(gap);
    }
  });

  it('the cases of a package that is not installed', async () => {
    const { status, body } = await world.ask('POST', '/api/packages/ghost/test');
    expect([status, body['code'], body['params']]).toEqual([404, 'package-unknown', { package: 'ghost' }]);
  });

  describe('beside rules that the caller may not know of', () => {
    /** Calls as a person of east who also answers for records that west creates; he sees none that west is given. */
    let ask: World['ask'];
    const analysed = async (number: string, language: string) => {
      const { body } = await ask(
        'POST',
        '/api/forms/rule/match/analysis',
        {},
        { 'accept-language': language },
      );
      const items = body['items'] as JsonObject[];
      return items.filter((item) => item['number'] === number);
    };
    beforeAll(async () => {
      const grants = [{ form: 'rule', actions: ['read', 'match'], scope: 'own' }];
      ask = await world.person('both', 'east', grants);
      const { body } = await world.ask('GET', '/api/forms/user/records?number=both');
      const [user] = body['items'] as JsonObject[];
      const roles = ['east', 'west'].map((number) => ({
        role: { number: 'R-both' },
        organisation: { number },
      }));
      const patched = await world.ask(
        'PATCH',
        `/api/forms/user/records/${user?.['id']}`,
        { roles },
        {
          'if-match': `"${user?.['revision']}"`,
        },
      );
      expect(patched.status, JSON.stringify(patched.body)).toBe(200);
      const hidden = async (number: string, condition: JsonObject, priority: number) => {
        const more = { priority, sharing: 'free' };
        const { id } = await world.rule(number, condition as never, more);
        expect(await assignTo(world, 'rule', String(id), world.orgs.west)).toBe(true);
      };
      const [x, y, z] = [
        is('channel', 'x'),
        is('channel', 'y'),
        is('channel', 'z'),
      ] as unknown as JsonObject[];
      await hidden('HIDDEN-X', x ?? {}, 1);
      await world.rule('SHADOWED', is('channel', 'x'), { priority: 5 }, 'west');
      await hidden('HIDDEN-Y', y ?? {}, 5);
      await world.rule('EQUAL', is('channel', 'y'), { priority: 5, sharing: 'free' }, 'west');
      await hidden('HIDDEN-Z', z ?? {}, 5);
      await world.rule('EQUAL-2', is('channel', 'z'), { priority: 5, sharing: 'free' }, 'west');
      const cut = (channel: string, operator: string, value: string): JsonObject =>
        ({ all: [is('channel', channel), { fact: 'amount', operator, value }] }) as unknown as JsonObject;
      await hidden('HIDDEN-P', cut('p', 'lessThan', '100'), 1);
      await world.rule('HIGH', cut('p', 'greaterThanOrEqual', '100') as never, { priority: 1 }, 'west');
      await world.rule('BEHIND', cut('p', 'greaterThan', '5') as never, { priority: 6 }, 'west');
      await world.rule('FALLBACK', is('channel', 'p'), { priority: 7 }, 'west');
      await hidden('HIDDEN-Q', cut('q', 'lessThan', '100'), 1);
      await hidden('HIDDEN-R', cut('q', 'greaterThanOrEqual', '100'), 1);
      await world.rule('ONLY-EMPTY', is('channel', 'q'), { priority: 7 }, 'west');
      await world.rule('EQUAL-3', is('channel', 'z'), { priority: 5, sharing: 'free' }, 'west');
    });

    it.each([
      ['SHADOWED', 'rule-shadowed-unseen'],
      ['EQUAL', 'rule-overlaps-unseen'],
      ['EQUAL-2', 'rule-overlaps-more'],
      ['BEHIND', 'rule-shadowed-together-more'],
      ['FALLBACK', 'rule-only-when-empty-more'],
      ['ONLY-EMPTY', 'rule-only-when-empty-unseen'],
    ])('%s is told of none of them: %s', async (number, code) => {
      for (const language of ['zh', 'en']) {
        const answer = await analysed(number, language);
        expect(answer.map((item) => item['code'])).toContain(code);
        expect(JSON.stringify(answer)).not.toContain('HIDDEN');
        for (const { reason } of answer) expect(reason).not.toMatch(gap);
      }
    });
  });

  it('an analysis whose caller went away stops', async () => {
    const below = (at: number) => ({ fact: 'amount', operator: 'lessThan', value: String(at) });
    const items = Array.from({ length: 400 }, (_, at) => ({
      op: 'create',
      body: { number: `A${at}`, sharing: 'global', condition: below(at) },
    }));
    expect((await world.ask('POST', '/api/forms/rule/batch', { items })).status).toBe(200);
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(world.node.gate, 'admin', adminPassword, from);
    const leaves = new AbortController();
    const asked = world.node.app.request('/api/forms/rule/match/analysis', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
      signal: leaves.signal,
    });
    leaves.abort();
    const answer = await asked;
    expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([
      503,
      'match-analysis-stopped',
    ]);
  });
});
