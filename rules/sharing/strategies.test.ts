import { describe, expect, test } from 'vitest';
import { sharingStrategies } from '../../metadata/common/sharing-strategies.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import { assign, autoAssign, type PairReport, withdraw } from './assignment.ts';
import { changeSharing, mayPersonalise, transfer } from './change-sharing.ts';
import { type Assignment, type Gathered, gather, holdersByRecord } from './gather.ts';
import { domain, makeOrgs } from './generated-world.suite.ts';
import { strategies, uses } from './index.ts';
import { sharingLaws } from './laws.suite.ts';
import { messages } from './messages.ts';
import { moveClashes, moveOrganisation } from './move-organisation.ts';
import { orgTree } from './org-tree.ts';
import type { SharedRecord } from './strategy.ts';
import { isVisible, visibility } from './visibility.ts';

sharingLaws(domain);

test('precedence and the codes of the source documents', () => {
  expect(strategies.map((each) => `${each.rank} ${each.name} ${each.code}`)).toEqual([
    '0 private 7',
    '1 free 2',
    '2 hierarchical 1',
    '3 scope 6',
    '4 global 5',
  ]);
});

describe('refusals', () => {
  // root ─ east ─ shop ─ desk
  //      └ west
  const orgs = [
    { id: 'root', number: '1', name: 'root', parent: null, enabled: true },
    { id: 'east', number: '2', name: 'east', parent: 'root', enabled: true },
    { id: 'shop', number: '3', name: 'shop', parent: 'east', enabled: true },
    { id: 'desk', number: '4', name: 'desk', parent: 'shop', enabled: true },
    { id: 'west', number: '5', name: 'west', parent: 'root', enabled: true },
  ];
  const tree = orgTree(orgs, 1);
  const record = (sharing: SharingStrategy, org = 'root', id = 'r', number = 'A'): SharedRecord => ({
    id,
    org,
    sharing,
    number,
  });
  const chain = [
    { record: 'r', org: 'east', by: 'root' },
    { record: 'r', org: 'shop', by: 'east' },
    { record: 'r', org: 'desk', by: 'shop' },
  ];
  const world = ({
    assignments = [],
    ...more
  }: { assignments?: readonly Assignment[] } & Partial<Pick<Gathered, 'personalised' | 'namesakes'>> = {}) =>
    gather({ tree, holders: holdersByRecord(assignments), ...more });
  const answered = (reports: readonly PairReport[]) =>
    reports.map((each) => `${each.org} ${each.outcome === 'refused' ? each.refused.code : each.outcome}`);

  test.each<[string, string[], string[]]>([
    [
      'the creator of a free record gives it to any organisation, itself and strangers apart',
      answered(
        assign({ by: 'root', records: [record('free')], orgs: ['desk', 'west', 'root', 'x'] }, world()),
      ),
      ['desk assigned', 'west assigned', 'root already', 'x sharing-unknown-organisation'],
    ],
    [
      'a holder of a free record gives it to nobody',
      answered(
        assign(
          { by: 'east', records: [record('free')], orgs: ['shop'] },
          world({ assignments: chain.slice(0, 1) }),
        ),
      ),
      ['shop sharing-not-creator'],
    ],
    [
      'level by level goes to direct children only',
      answered(assign({ by: 'root', records: [record('hierarchical')], orgs: ['east', 'shop'] }, world())),
      ['east assigned', 'shop sharing-not-child'],
    ],
    [
      'level by level goes on from who holds it',
      answered(
        assign(
          { by: 'east', records: [record('hierarchical')], orgs: ['shop', 'west'] },
          world({ assignments: chain.slice(0, 1) }),
        ),
      ),
      ['shop assigned', 'west sharing-not-child'],
    ],
    [
      'who holds nothing passes nothing on',
      answered(assign({ by: 'east', records: [record('hierarchical')], orgs: ['shop'] }, world())),
      ['shop sharing-not-holder'],
    ],
    [
      'private, scope and global records are not assigned',
      sharingStrategies
        .filter((name) => name !== 'free' && name !== 'hierarchical')
        .flatMap((name) =>
          answered(assign({ by: 'root', records: [record(name)], orgs: ['east'] }, world())),
        ),
      ['east sharing-not-assignable', 'east sharing-not-assignable', 'east sharing-not-assignable'],
    ],
    [
      'two records with one number in one request clash with each other',
      answered(
        assign(
          { by: 'root', records: [record('free'), record('free', 'root', 's')], orgs: ['east', 'east'] },
          world(),
        ),
      ),
      ['east assigned', 'east sharing-number-clash'],
    ],
    [
      'a record clashes with what the organisation made itself',
      answered(
        assign(
          { by: 'root', records: [record('free')], orgs: ['east', 'west'] },
          world({ namesakes: [record('private', 'east', 's')] }),
        ),
      ),
      ['east sharing-number-clash', 'west assigned'],
    ],
    [
      'nothing is withdrawn from the creator, and what is not held is absent',
      answered(withdraw({ by: 'root', records: [record('free')], orgs: ['root', 'west', 'x'] }, world())),
      ['root sharing-withdraw-creator', 'west absent', 'x sharing-unknown-organisation'],
    ],
    [
      'a link is not withdrawn while something hangs on it',
      answered(
        withdraw(
          { by: 'root', records: [record('hierarchical')], orgs: ['east'] },
          world({ assignments: chain }),
        ),
      ),
      ['east sharing-held-below'],
    ],
    [
      'however few: one is enough',
      answered(
        withdraw(
          { by: 'root', records: [record('hierarchical')], orgs: ['shop'] },
          world({ assignments: chain }),
        ),
      ),
      ['shop sharing-held-below'],
    ],
    [
      'a copy of one organisation, or of another record, is in nobody else’s way',
      answered(
        withdraw(
          { by: 'root', records: [record('free')], orgs: ['west'] },
          world({
            assignments: [
              { record: 'r', org: 'east', by: 'root' },
              { record: 'r', org: 'west', by: 'root' },
            ],
            personalised: [
              { record: 'r', org: 'east' },
              { record: 's', org: 'west' },
            ],
          }),
        ),
      ),
      ['west withdrawn'],
    ],
    [
      'unless all below is asked for with it',
      answered(
        withdraw(
          { by: 'root', records: [record('hierarchical')], orgs: ['east', 'shop', 'desk'] },
          world({ assignments: chain }),
        ),
      ),
      ['east withdrawn', 'shop withdrawn', 'desk withdrawn'],
    ],
    [
      'or cascades',
      answered(
        withdraw(
          { by: 'root', records: [record('hierarchical')], orgs: ['east'], cascade: true },
          world({ assignments: chain }),
        ),
      ),
      ['east withdrawn', 'shop withdrawn', 'desk withdrawn'],
    ],
    [
      'a cascade stops whole at a personalised copy',
      answered(
        withdraw(
          { by: 'root', records: [record('hierarchical')], orgs: ['east'], cascade: true },
          world({ assignments: chain, personalised: [{ record: 'r', org: 'desk' }] }),
        ),
      ),
      ['east sharing-personalised'],
    ],
    [
      'a holder takes back what went through it, and nothing else',
      answered(
        withdraw(
          { by: 'shop', records: [record('hierarchical')], orgs: ['desk', 'east'] },
          world({ assignments: chain }),
        ),
      ),
      ['desk withdrawn', 'east sharing-not-through'],
    ],
    [
      'a new organisation gets free records, and level by level what its parent holds',
      answered(
        autoAssign(
          'desk',
          [
            record('free', 'west'),
            record('hierarchical', 'shop', 's', 'B'),
            record('hierarchical', 'root', 't', 'C'),
          ],
          world(),
        ),
      ),
      ['desk assigned', 'desk assigned'],
    ],
    [
      'a new organisation gets no two records with one number',
      answered(autoAssign('desk', [record('free'), record('free', 'west', 's')], world())),
      ['desk assigned', 'desk sharing-number-clash'],
    ],
  ])('%s', (_sentence, got, expected) => expect(got).toEqual(expected));

  test.each<[string, string | undefined, string | undefined]>([
    [
      'from private to global goes freely',
      changeSharing(record('private'), 'global', 'root', sharingStrategies, world())?.code,
      undefined,
    ],
    [
      'only the creator changes sharing',
      changeSharing(record('private'), 'global', 'east', sharingStrategies, world())?.code,
      'sharing-not-creator',
    ],
    [
      'only to what the form allows',
      changeSharing(record('private'), 'global', 'root', ['private'], world())?.code,
      'sharing-not-allowed',
    ],
    [
      'from free only after all is withdrawn',
      changeSharing(record('free'), 'global', 'root', sharingStrategies, world({ assignments: chain }))?.code,
      'sharing-still-assigned',
    ],
    [
      'the last holder is one too many',
      changeSharing(
        record('free'),
        'global',
        'root',
        sharingStrategies,
        world({ assignments: chain.slice(0, 1) }),
      )?.code,
      'sharing-still-assigned',
    ],
    [
      'nor from free to level by level',
      changeSharing(record('free'), 'hierarchical', 'root', sharingStrategies, world({ assignments: chain }))
        ?.code,
      'sharing-still-assigned',
    ],
    [
      'not where somebody below would see a number twice',
      changeSharing(
        record('private'),
        'scope',
        'root',
        sharingStrategies,
        world({ namesakes: [record('private', 'desk', 's')] }),
      )?.code,
      'sharing-number-clash',
    ],
    [
      'not where a number came by assignment from elsewhere',
      changeSharing(
        record('private', 'east'),
        'scope',
        'east',
        sharingStrategies,
        world({
          assignments: [{ record: 's', org: 'desk', by: 'west' }],
          namesakes: [record('free', 'west', 's')],
        }),
      )?.code,
      'sharing-number-clash',
    ],
    [
      'but narrowing is always possible',
      changeSharing(
        record('global'),
        'private',
        'root',
        sharingStrategies,
        world({ namesakes: [record('global', 'root', 's')] }),
      )?.code,
      undefined,
    ],
    [
      'a holder personalises',
      mayPersonalise(record('free'), 'east', world({ assignments: chain }))?.code,
      undefined,
    ],
    [
      'the creator edits instead',
      mayPersonalise(record('free'), 'root', world())?.code,
      'sharing-personalise-own',
    ],
    ['who does not use it cannot', mayPersonalise(record('free'), 'east', world())?.code, 'sharing-not-used'],
    [
      'global records cannot be personalised',
      mayPersonalise(record('global'), 'east', world())?.code,
      'sharing-not-personalisable',
    ],
  ])('%s', (_sentence, got, expected) => expect(got).toBe(expected));

  test('a transfer keeps free assignments and drops the one of the new creator', () => {
    const held = world({ assignments: [...chain.slice(0, 1), { record: 'r', org: 'west', by: 'root' }] });
    expect(transfer(record('free'), 'west', 'root', held)).toEqual({
      ok: true,
      withdraw: ['west'],
      passedOn: ['east'],
    });
  });

  test.each<[string, ReturnType<typeof transfer>, string | undefined]>([
    [
      'a chain of assignments has its creator',
      transfer(record('hierarchical'), 'west', 'root', world({ assignments: chain })),
      'sharing-still-assigned',
    ],
    ['only the creator transfers', transfer(record('free'), 'west', 'east', world()), 'sharing-not-creator'],
    [
      'nobody transfers to nobody',
      transfer(record('free'), 'x', 'root', world()),
      'sharing-unknown-organisation',
    ],
    [
      'the new creator may not have a copy of its own',
      transfer(
        record('free'),
        'east',
        'root',
        world({ assignments: chain.slice(0, 1), personalised: [{ record: 'r', org: 'east' }] }),
      ),
      'sharing-personalised',
    ],
    [
      'nor see the number already',
      transfer(record('private'), 'west', 'root', world({ namesakes: [record('scope', 'root', 's')] })),
      'sharing-number-clash',
    ],
    ['to itself is nothing', transfer(record('free'), 'root', 'root', world()), undefined],
  ])('%s', (_sentence, report, code) => {
    expect(report.ok ? undefined : report.refused.code).toBe(code);
  });

  test('moving an organisation changes whose scope records it sees', () => {
    const result = moveOrganisation('shop', 'west', tree, 2);
    if (!result.ok) throw new Error(result.problem.code);
    const { move } = result;
    expect(move.gained).toEqual([{ sharing: ['scope'], creators: ['west'] }]);
    const there = record('scope', 'west');
    const seen = gather({ tree: move.tree, holders: new Map(), namesakes: [record('private', 'desk', 's')] });
    expect(uses(there, 'desk', seen)).toBe(true);
    expect(uses(record('scope', 'east'), 'desk', seen)).toBe(false);
    expect(moveClashes([there], seen).map((each) => each.refused.params['org'])).toEqual(['desk']);
  });

  test.each([
    ['root', 'east', 'organisation-root-moves'],
    ['east', 'desk', 'organisation-below-itself'],
    ['east', 'east', 'organisation-below-itself'],
    ['east', 'x', 'organisation-parent-missing'],
  ])('%s does not move below %s', (id, parent, code) => {
    const result = moveOrganisation(id, parent, tree, 2);
    expect(result.ok ? '' : result.problem.code).toBe(code);
  });

  test('every code has its sentence in both languages', async () => {
    const source = await import('node:fs/promises');
    const files = await source.readdir(import.meta.dirname);
    const texts = await Promise.all(
      files
        .filter((file) => /(?<!test|suite|messages)\.ts$/.test(file))
        .map((file) => source.readFile(`${import.meta.dirname}/${file}`, 'utf8')),
    );
    const codes = new Set(texts.join('').match(/'(sharing|organisation)-[a-z-]+'/g));
    expect([...codes].map((code) => code.slice(1, -1)).sort()).toEqual(Object.keys(messages).sort());
  });
});

test('1,000 organisations on six levels, 2,000 records: every pair agrees with the naive walk', () => {
  const orgs = makeOrgs(
    Array.from({ length: 999 }, (_, at) => Math.trunc((at * 7919) % 4000) + Math.trunc(at / 3)),
  );
  const names = strategies.map((each) => each.name);
  const records = Array.from({ length: 2_000 }, (_, at) => ({
    id: `r${at}`,
    org: `o${(at * 31) % 1_000}`,
    sharing: names[at % 5]!,
    number: null,
  }));
  const assignments = records.flatMap((each, at) =>
    at % 5 === 1 || at % 5 === 2 ? [{ record: each.id, org: `o${(at * 17) % 1_000}`, by: each.org }] : [],
  );
  const tree = orgTree(orgs, 1);
  const world = gather({ tree, holders: holdersByRecord(assignments) });
  const above = new Map(orgs.map((each) => [each.id, each.parent]));
  for (const org of orgs.filter((_, at) => at % 20 === 0)) {
    const query = visibility(org.id, tree);
    const line = new Set<string | null>();
    for (let at: string | null = org.id; at; at = above.get(at) ?? null) line.add(at);
    for (const record of records) {
      const expected =
        record.org === org.id ||
        record.sharing === 'global' ||
        (record.sharing === 'scope' && line.has(record.org)) ||
        (['free', 'hierarchical'].includes(record.sharing) && world.holders(record.id).has(org.id));
      if (uses(record, org.id, world) !== expected) expect.fail(`${org.id} ${record.id}`);
      const seen = isVisible(query, record) ?? world.holders(record.id).has(org.id);
      if (seen !== expected) expect.fail(`${org.id}`);
    }
  }
});
