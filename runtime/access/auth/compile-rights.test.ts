import { describe, expect, it } from 'vitest';
import { compile } from '../../../metadata/model/compile.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import { orgTree } from '../../../rules/sharing/org-tree.ts';
import type { Rights } from '../../call/rights.ts';
import { type Assignment, compileRights, type Grant, type Role } from './compile-rights.ts';

const label = { zh: '标', en: 'Label' };
const text = (name: string) => ({ name, kind: 'text', label });
const forms: readonly FormSource[] = [
  {
    name: 'item',
    kind: 'master',
    sharing: 'everybody',
    label,
    actions: [{ name: 'approve', label, capability: 'set-fields' }],
    fields: [
      text('number'),
      text('name'),
      text('cost'),
      { name: 'lines', kind: 'entries', label, fields: [text('price'), text('note')] },
    ],
  },
  { name: 'other', kind: 'master', sharing: 'everybody', label, fields: [text('number')] },
  {
    name: 'letter',
    kind: 'master',
    sharing: 'everybody',
    label,
    actions: ['send', 'print', 'link'].map((name) => ({ name, label, capability: 'set-fields' })),
    fields: [text('number')],
  },
  { name: 'role', kind: 'platform', label, fields: [text('number')] },
  {
    name: 'user',
    kind: 'platform',
    label,
    fields: [text('number'), { name: 'roles', kind: 'entries', label, fields: [text('role')] }],
  },
];
const compiled = (all: readonly FormSource[]) => {
  const { model, issues } = compile([
    {
      manifest: { name: 't', version: '1.0.0', guiju: { prefix: 't', label } },
      forms: all.map((content) => ({ file: `forms/${content.name}.json`, content })),
      extensions: [],
      params: [],
      data: [],
      cases: [],
      messages: [],
    },
  ]);
  if (!model) throw new Error(JSON.stringify(issues));
  return model;
};
const model = compiled(forms);

const form = (name: string): Form => model.forms.get(name) ?? expect.fail(name);
const field = (name: string, path: string): Field => {
  const [first = '', second] = path.split('.');
  const found = form(name).byName.get(first);
  return (second === undefined ? found : found?.rows?.byName.get(second)) ?? expect.fail(path);
};
const org = (id: string, parent: string | null) => ({ id, number: id, name: id, parent, enabled: true });
const orgs = orgTree(
  [org('root', null), org('north', 'root'), org('oslo', 'north'), org('south', 'root')],
  1,
);
const everything: Grant = {
  form: '*',
  actions: ['all'],
  moreActions: ['*'],
  withheld: [],
  limitedBy: [],
  scope: 'all',
  readable: [],
  writable: [],
};
const role = (grants: readonly Partial<Grant>[], administers = false): Role => ({
  number: 'clerk',
  administers,
  paramGrants: [],
  designGrants: [],
  grants: grants.map((grant) => ({ ...everything, scope: 'own', ...grant })),
});
const held = (where: string, ...given: Parameters<typeof role>): Assignment => ({
  org: where,
  role: role(...given),
});
const rights = (...assignments: Assignment[]) => compileRights(assignments, orgs);
const where = (scope: 'all' | ReadonlySet<string>) => (scope === 'all' ? 'all' : [...scope].sort());

describe('parameters', () => {
  type Given = Role['paramGrants'][number];
  const tuner = (org: string, ...paramGrants: Given[]): Assignment => ({
    org,
    role: { number: 'clerk', designGrants: [], administers: false, grants: [], paramGrants },
  });
  const all = { type: '*', access: 'write', scope: 'subtree' } as const;
  it.each<[string, Assignment[], Parameters<Rights['parameters']>, 'all' | string[]]>([
    ['nobody was given', [held('root', [everything])], ['t', 'read'], []],
    ['an administrator was not given either', [held('root', [], true)], ['t', 'read'], []],
    ['of all types', [tuner('north', all)], ['t', 'write'], ['north', 'oslo']],
    ['of another type', [tuner('north', { ...all, type: 'u' })], ['t', 'write'], []],
    ['to read is not to write', [tuner('north', { ...all, access: 'read' })], ['t', 'write'], []],
    ['to write is not to read', [tuner('north', all)], ['t', 'read'], []],
    ['to write is not to set the system', [tuner('root', { ...all, scope: 'all' })], ['t', 'system'], []],
    [
      'of roles together',
      [tuner('oslo', { ...all, scope: 'own' }), tuner('south', all)],
      ['t', 'write'],
      ['oslo', 'south'],
    ],
  ])('%s', (_says, assignments, asked, places) => {
    expect(where(rights(...assignments).parameters(...asked))).toEqual(places);
  });

  it('are only read with a credential for reading, and their records are nobody’s', () => {
    const given = [tuner('root', { ...all, scope: 'all' }), held('root', [everything], true)];
    const reading = compileRights(given, orgs, {
      write: false,
      administer: true,
      publish: true,
      reveal: true,
    });
    expect(where(reading.parameters('t', 'write'))).toEqual([]);
    const form = { id: 'parameter-value', kind: 'platform', actions: [] } as unknown as Form;
    expect(where(rights(...given).scope(form, 'read'))).toEqual([]);
  });
});

describe('where something may be done', () => {
  it.each([
    ['nowhere without a role', [], 'read', []],
    ['in the organisation the role is held in', [held('north', [{ form: 'item' }])], 'read', ['north']],
    [
      'with everything below',
      [held('north', [{ form: 'item', scope: 'subtree' }])],
      'read',
      ['north', 'oslo'],
    ],
    ['everywhere', [held('north', [{ form: 'item', scope: 'all' }])], 'read', 'all'],
    ['not for another action', [held('north', [{ form: 'item', actions: ['read'] }])], 'edit', []],
    ['not for another form', [held('north', [{ form: 'other' }])], 'read', []],
    [
      'in the places of all roles together',
      [held('oslo', [{ form: 'item' }]), held('south', [{ form: '*' }])],
      'read',
      ['oslo', 'south'],
    ],
    [
      'for a declared action that is named',
      [held('north', [{ form: 'item', actions: ['read'], moreActions: ['approve'] }])],
      'approve',
      ['north'],
    ],
    [
      'for a declared action by “all”, whatever it is called',
      [held('north', [{ form: 'item', actions: ['all'], moreActions: [] }])],
      'approve',
      ['north'],
    ],
    [
      'not by “all” for agreeing to what others change',
      [held('north', [{ form: 'item', actions: ['all'], moreActions: ['*'] }])],
      'approve-changes',
      [],
    ],
    [
      'not for a declared action that is not',
      [held('north', [{ form: 'item', actions: ['read'], moreActions: [] }])],
      'approve',
      [],
    ],
    [
      'not for an action nobody declared',
      [held('north', [{ form: 'item', actions: ['read'], moreActions: ['*'] }])],
      'explode',
      [],
    ],
  ] as const)('%s', (_what, assignments, action, expected) => {
    expect(where(rights(...assignments).scope(form('item'), action))).toEqual(expected);
  });
});

describe('what comes with another right', () => {
  const names = ['print', 'link', 'send'] as const;
  const may = (of: string, grant: Partial<Grant>) =>
    names.filter((name) => where(rights(held('north', [grant])).scope(form(of), name)).length > 0);
  it.each<[string, string, Partial<Grant>, readonly string[]]>([
    ['reading is printing', 'item', { actions: ['read'], moreActions: [] }, ['print']],
    ['exporting is sharing links', 'item', { actions: ['export'], moreActions: [] }, ['link']],
    ['an action of the form is sending again', 'item', { actions: [], moreActions: ['approve'] }, ['send']],
    ['so is everything', 'item', { actions: ['all'] }, names],
    [
      'but not what is withheld',
      'item',
      { actions: ['read', 'export'], moreActions: ['*'], withheld: ['print', 'send'] },
      ['link'],
    ],
    ['nor what a form itself calls so', 'letter', { actions: ['read', 'export'], moreActions: [] }, []],
    ['which is given by its name', 'letter', { actions: ['read'], moreActions: ['send'] }, ['send']],
    ['or with all', 'letter', { actions: ['all'], moreActions: [] }, names],
  ])('%s', (_says, of, grant, expected) => {
    expect(may(of, grant)).toEqual(expected);
  });
});

describe('the platform’s own forms', () => {
  it('are not part of “every form”', () => {
    expect(where(rights(held('root', [everything])).scope(form('user'), 'read'))).toEqual([]);
  });

  it('are the administrators’', () => {
    const admin = rights(held('root', [], true));
    expect(where(admin.scope(form('role'), 'edit'))).toBe('all');
    expect(where(admin.scope(form('item'), 'read'))).toEqual([]);
  });

  it('let nobody else write what gives rights, even who was given the form', () => {
    const manager = rights(
      held('root', [
        { form: 'user', scope: 'all' },
        { form: 'role', scope: 'all' },
      ]),
    );
    expect(where(manager.scope(form('role'), 'read'))).toBe('all');
    expect(where(manager.scope(form('role'), 'edit'))).toEqual([]);
    expect(where(manager.scope(form('user'), 'edit'))).toBe('all');
    expect(manager.writable(form('user'), field('user', 'number'))).toBe(true);
    expect(manager.writable(form('user'), field('user', 'roles'))).toBe(false);
    expect(manager.writable(form('user'), field('user', 'roles.role'))).toBe(false);
    expect(manager.readable(form('user'), field('user', 'roles'))).toBe(true);
  });
});

describe('fields', () => {
  const narrow = rights(
    held('north', [
      { form: 'item', readable: ['number', 'name', 'lines.price'], writable: ['name', 'cost'] },
    ]),
  );
  it.each([
    ['number', true, false],
    ['name', true, true],
    ['cost', false, false],
    ['lines', true, false],
    ['lines.price', true, false],
    ['lines.note', false, false],
  ])('%s: readable %s, writable %s', (path, readable, writable) => {
    expect(narrow.readable(form('item'), field('item', path))).toBe(readable);
    expect(narrow.writable(form('item'), field('item', path))).toBe(writable);
  });

  it('are not open because another begins like one that is', () => {
    const short = rights(held('north', [{ form: 'item', readable: ['name', 'line'], writable: ['nam'] }]));
    expect(short.readable(form('item'), field('item', 'lines'))).toBe(false);
    expect(short.writable(form('item'), field('item', 'name'))).toBe(false);
  });

  it('are not writable where one role lets them be read and another, which does not, would let them be written', () => {
    const both = rights(
      held('north', [{ form: 'item', readable: ['number', 'cost'], writable: ['number'] }]),
      held('north', [{ form: 'item', readable: ['name'], writable: ['cost'] }]),
    );
    expect(both.readable(form('item'), field('item', 'cost'))).toBe(true);
    expect(both.writable(form('item'), field('item', 'cost'))).toBe(false);
  });

  const said: FormSource = {
    name: 'pay',
    kind: 'master',
    sharing: 'everybody',
    label,
    fields: [
      text('number'),
      { ...text('salary'), roles: { '*': 'none', boss: 'edit', clerk: 'read' } },
      { ...text('note'), roles: { clerk: 'edit' } },
      {
        name: 'lines',
        kind: 'entries',
        label,
        roles: { clerk: 'read' },
        fields: [{ ...text('price'), roles: { clerk: 'edit', guest: 'none' } }, text('day')],
      },
      {
        name: 'more',
        kind: 'entries',
        label,
        fields: [{ ...text('price'), roles: { clerk: 'edit' } }, text('day')],
      },
    ],
  };
  const pay = compiled([said]).formsById.get('pay') as Form;
  const seen = (number: string, path: string, lists: Partial<Grant> = {}) => {
    const given = { org: 'north', role: { ...role([{ form: 'pay', ...lists }]), number } };
    const [first = '', second] = path.split('.');
    const one = pay.byId.get(first);
    const found = (second === undefined ? one : one?.rows?.byId.get(second)) as Field;
    const of = rights(given);
    return [of.readable(pay, found), of.writable(pay, found)];
  };
  it.each<[string, string, string, Partial<Grant>, [boolean, boolean]]>([
    ['named: what is said of the role holds', 'clerk', 'salary', {}, [true, false]],
    ['named to change it', 'boss', 'salary', {}, [true, true]],
    ['all others, who are not named', 'guest', 'salary', {}, [false, false]],
    ['a role of no number is one of the others', '', 'salary', {}, [false, false]],
    ['a role called as members of every object are', 'constructor', 'salary', {}, [false, false]],
    [
      'of whom nothing is said: what the role lists',
      'guest',
      'note',
      { readable: ['number'] },
      [false, false],
    ],
    ['opened though the role lists others', 'clerk', 'note', { readable: ['number'] }, [true, true]],
    ['rows that are to be read let nothing in them be changed', 'clerk', 'lines.price', {}, [true, false]],
    ['in rows, one that is closed', 'guest', 'lines.price', {}, [false, false]],
    ['in rows, the others stay as they are', 'guest', 'lines.day', {}, [true, true]],
    ['rows are seen for what is open in them', 'clerk', 'more', { readable: ['number'] }, [true, true]],
    ['and the rest of the row is not', 'clerk', 'more.day', { readable: ['number'] }, [false, false]],
  ])('which say of roles what they may: %s', (_, number, path, lists, wanted) => {
    expect(seen(number, path, lists)).toEqual(wanted);
  });

  it('say so to no role without a grant on the form', () => {
    const given = { org: 'north', role: { ...role([{ form: 'item' }]), number: 'boss' } };
    expect(rights(given).readable(pay, pay.byId.get('salary') as Field)).toBe(false);
  });

  it('that are made of such a field are closed with it, and follow the next model', () => {
    const carrying = (roles: NonNullable<FieldSource['roles']>) => {
      const from: FormSource = {
        name: 'slip',
        kind: 'master',
        sharing: 'everybody',
        label,
        fields: [
          { name: 'of', kind: 'reference', form: 'pay', label },
          { name: 'paid', kind: 'carry', from: 'of', field: 'salary', label },
        ],
      };
      const fields = said.fields.map((one) => (one.name === 'salary' ? { ...one, roles } : one));
      return compiled([{ ...said, fields }, from]).formsById.get('slip') as Form;
    };
    const clerk = rights(held('north', [everything]));
    const [open, closed] = [carrying({ clerk: 'read' }), carrying({ clerk: 'none' })];
    expect(clerk.readable(open, open.byId.get('paid') as Field)).toBe(true);
    expect(clerk.readable(closed, closed.byId.get('paid') as Field)).toBe(false);
  });

  it('that show the whole record are closed where one field of it is, or one of its rows', () => {
    const { fields } = said;
    const file: FieldSource = { ...text('file'), showsAll: true };
    const link: FieldSource = { ...text('link'), showsAll: true };
    const open = fields.map(({ roles: _, ...one }) => one) as readonly FieldSource[];
    const gone: FieldSource = { ...text('gone'), hidden: true, roles: { clerk: 'none' } };
    const read = (others: readonly FieldSource[], lists: Partial<Grant> = {}) => {
      const form = compiled([{ ...said, fields: [...others, file, link] }]).formsById.get('pay') as Form;
      const given = { org: 'north', role: { ...role([{ form: 'pay', ...lists }]), number: 'clerk' } };
      return ['file', 'link'].map((name) => rights(given).readable(form, form.byId.get(name) as Field));
    };
    expect(read([...open, gone])).toEqual([true, true]);
    expect(read([...open, { ...text('cost'), roles: { clerk: 'none' } }])).toEqual([false, false]);
    const rows = [{ ...text('price'), roles: { clerk: 'none' } }] as const;
    expect(read([...open, { name: 'parts', kind: 'entries', label, fields: rows }])).toEqual([false, false]);
    expect(read(open, { readable: ['number', 'file', 'link', 'lines'] })).toEqual([false, false]);
  });

  it.each([
    ['edit', true],
    ['none', false],
  ] as const)('that are carried from what shows the whole record are closed with it: %s', (right, wanted) => {
    const cost: FieldSource = { ...text('cost'), roles: { clerk: right } };
    const pays: FormSource = { ...said, fields: [cost, { ...text('file'), showsAll: true }] };
    const label = { zh: '单', en: 'Slip' };
    const slip: FormSource = {
      ...{ name: 'slip', kind: 'master', sharing: 'everybody', label },
      fields: [
        { name: 'of', kind: 'reference', form: 'pay', label },
        { name: 'paper', kind: 'carry', from: 'of', field: 'file', label },
      ],
    };
    // The one that is made first takes what is known of the other by then.
    for (const all of [
      [pays, slip],
      [slip, pays],
    ]) {
      const form = compiled(all).formsById.get('slip') as Form;
      const clerk = rights({ org: 'north', role: { ...role([everything]), number: 'clerk' } });
      expect(clerk.readable(form, form.byId.get('paper') as Field)).toBe(wanted);
    }
  });

  it('of a form without a grant are closed', () => {
    expect(narrow.readable(form('other'), field('other', 'number'))).toBe(false);
  });

  it('are open when one of the roles opens them', () => {
    const both = rights(
      held('north', [{ form: 'item', readable: ['number'] }]),
      held('south', [{ form: 'item' }]),
    );
    expect(both.writable(form('item'), field('item', 'cost'))).toBe(true);
  });
});

describe('organisations one may act for', () => {
  it('are those one has a role in, and what its grants reach', () => {
    const mine = rights(held('north', [{ form: 'item', scope: 'subtree' }]));
    expect(['root', 'north', 'oslo', 'south'].filter((id) => mine.uses(id))).toEqual(['north', 'oslo']);
  });

  it('are not those one merely knows of', () => {
    const mine = rights(
      held('north', [
        { form: 'item', scope: 'subtree' },
        { form: 'organisation', actions: ['read'], scope: 'all' },
      ]),
    );
    expect(['root', 'north', 'oslo', 'south'].filter((id) => mine.uses(id))).toEqual(['north', 'oslo']);
    const keeper = rights(held('north', [{ form: 'organisation', actions: ['all'], scope: 'all' }]));
    expect(keeper.uses('south')).toBe(true);
  });
});

describe('a credential that is limited', () => {
  const limited = (write: boolean, administer: boolean) =>
    compileRights([held('root', [everything], true)], orgs, {
      write,
      administer,
      publish: true,
      reveal: false,
    });

  it('to reading changes nothing', () => {
    const reader = limited(false, true);
    expect(where(reader.scope(form('item'), 'read'))).toBe('all');
    for (const action of ['create', 'edit', 'delete', 'approve', 'import'])
      expect(where(reader.scope(form('item'), action))).toEqual([]);
    expect(where(reader.scope(form('role'), 'edit'))).toEqual([]);
    expect(reader.writable(form('item'), field('item', 'name'))).toBe(false);
  });

  it('without administering is an ordinary one', () => {
    const plain = limited(true, false);
    expect(plain.administers).toBe(false);
    expect(where(plain.scope(form('role'), 'read'))).toEqual([]);
    expect(where(plain.scope(form('item'), 'edit'))).toBe('all');
  });
});
