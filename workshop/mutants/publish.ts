import type { Mutant } from './mutant.ts';

const ofTables = { file: 'runtime/tables/tables.db.test.ts' };
const reshape = { file: 'runtime/tables/reshape.db.test.ts' };
const dropped = { file: 'runtime/publish/dropped.db.test.ts' };

/** From a package to tables and records: what is journalled, what is asked anew, what is kept. */
export const ofPublishing: readonly Mutant[] = [
  {
    file: 'runtime/publish/set-aside.ts',
    find: 'await withoutMeaningless({ ...local, files }, staying, server)',
    replace: '{ ...local, files }',
    why: 'a package cannot be uninstalled where the customer speaks of what it added to forms of others',
    suite: { file: 'runtime/publish/uninstall.db.test.ts' },
  },
  {
    file: 'runtime/publish/set-aside.ts',
    find: 'if (there === undefined || sameData(there, left)) return whole;',
    replace: 'return whole;',
    why: 'a package that comes back takes away what the customer said meanwhile',
    suite: { file: 'runtime/publish/uninstall.db.test.ts', tests: 'said meanwhile' },
  },
  {
    file: 'runtime/publish/carry-out-publish.ts',
    find: 'if (Number(row?.model) !== base) throw overtaken();',
    replace: '',
    why: 'of two publishes at once the slower one undoes the other',
    suite: { file: 'runtime/publish/mistakes.db.test.ts', tests: 'another publish was faster' },
  },
  {
    file: 'runtime/publish/carry-out-publish.ts',
    find: 'if (model) await claimAgain(',
    replace: 'if (!model) await claimAgain(',
    why: 'a rule of uniqueness does not hold for what was there before',
    suite: { file: 'runtime/publish/publish-records.db.test.ts' },
  },
  {
    file: 'runtime/publish/carry-out-publish.ts',
    find: 'const model = claims.length + rewrites.length === 0 ? null : await modelWith(parts, changed, leaving);',
    replace: 'const model = null;',
    why: 'a publish that a crash cut off forgets what must be there only once',
    suite: { file: 'runtime/publish/kill.db.test.ts' },
  },
  {
    file: 'runtime/publish/judge-records.ts',
    find: 'if (demands.length > 0) issues.push(',
    replace: 'if (demands.length > 1) issues.push(',
    why: 'a demand that stored records do not fulfil is not told',
    suite: { file: 'runtime/publish/new-demands.db.test.ts' },
  },
  {
    file: 'runtime/publish/judge-records.ts',
    find: 'const conditions = known !== undefined && asksOtherwise(form, model, former);',
    replace: 'const conditions = false;',
    why: 'rules that a publish stops are named to nobody',
    suite: { file: 'runtime/publish/new-demands.db.test.ts' },
  },
  {
    file: 'runtime/publish/judge-records.ts',
    find: 'if (added.length > 0) issues.push(',
    replace: 'if (added.length > 9) issues.push(',
    why: 'records that break a rule to come are found when it is too late',
    suite: { file: 'runtime/publish/publish-records.db.test.ts' },
  },
  {
    file: 'runtime/publish/what-is-dropped.ts',
    find: 'return { ...answered, dropped: [...had, ...left, ...leant] };',
    replace: 'return { ...next, dropped: left };',
    why: 'a field that a package leaves out switches rules off',
    suite: dropped,
  },
  {
    file: 'runtime/publish/what-is-dropped.ts',
    find: 'const all = [...droppedBy(next.name, layers), ...gone, ...options, ...became, ...leant];',
    replace: 'const all = [...droppedBy(next.name, layers), ...gone, ...became, ...leant];',
    why: 'an option that a package leaves out is forgotten',
    suite: dropped,
  },
  {
    file: 'runtime/publish/what-is-dropped.ts',
    find: '(own === wanted || own.startsWith(`${wanted}/`))',
    replace: 'own.startsWith(wanted)',
    why: 'a purge of `note` forgets `notes`, too',
    suite: dropped,
  },
  {
    file: 'runtime/tables/nodes.ts',
    find: "state === 'retired' ? revision <= oldest :",
    replace: "state === 'retired' ? revision >= 0 :",
    why: 'a column goes while a node still reads it',
    suite: { ...reshape, tests: 'every live node' },
  },
  {
    file: 'runtime/tables/nodes.ts',
    find: 'running.length === 0',
    replace: 'running.length >= 0',
    why: 'a column that a running plan fills is taken away',
    suite: reshape,
  },
  {
    file: 'runtime/tables/purge.ts',
    find: 'if (modelled.some((other) => isBelow(other, path))) throw inUse({ path });',
    replace: '',
    why: 'a purge takes the data of a field in use',
    suite: { ...ofTables, tests: 'purge' },
  },
  {
    file: 'runtime/tables/purge.ts',
    find: "['gj_sequence', 'form'],",
    replace: '',
    why: 'a form that comes again goes on counting where it ended',
    suite: { file: 'runtime/publish/publish-records.db.test.ts' },
  },
  {
    file: 'runtime/tables/plan-column.ts',
    find: "if (!cast.same || how === 'rewrite') return reshaped",
    replace: 'if (!told.same) return reshaped',
    why: 'a column that has to be made anew stays as it was',
    suite: { file: 'runtime/publish/publish-records.db.test.ts', project: 'mysql', tests: 'makes room' },
  },
  {
    file: 'runtime/tables/plan-column.ts',
    find: 'if (count > 0) {',
    replace: 'if (count > 1) {',
    why: 'a row that does not fit the new kind is lost',
    suite: ofTables,
  },
  {
    file: 'runtime/publish/publisher.ts',
    find: 'if (publication.base > 0 && publication.tables?.mends === 0) fitting = true;',
    replace: 'fitting = true;',
    why: 'tables that somebody spoilt before the server started are never compared',
    suite: { file: 'runtime/publish/publish.db.test.ts', tests: 'puts back what somebody took away' },
  },
  {
    file: 'runtime/tenant/tenant.ts',
    find: 'rewrittenSince: createRewrittenSince(database, version),',
    replace: '',
    why: 'a version that comes back asks for values that its package moved',
    suite: { file: 'runtime/publish/follow-steps.db.test.ts' },
  },
  {
    file: 'runtime/publish/stored-conditions.ts',
    find: 'await look({ ...onlyNames(form, original), ...content, org, revision }, { org });',
    replace:
      'if (org === "") await look({ ...onlyNames(form, original), ...content, org, revision }, { org });',
    why: 'own copies go on asking for values that their package moved',
    suite: { file: 'runtime/publish/follow-steps.db.test.ts' },
  },
  {
    file: 'runtime/publish/try-demands.ts',
    find: 'if (own.size === 0) return;',
    replace: 'return;',
    why: 'own copies that break what a form comes to ask are not told',
    suite: { file: 'runtime/publish/publish-records.db.test.ts' },
  },
  {
    file: 'runtime/publish/loosened-records.ts',
    find: 'if (known.sharing && !form.sharing) {',
    replace: 'if (!known.sharing && form.sharing) {',
    why: 'nobody hears that every organisation comes to see the records of a form',
    suite: { file: 'runtime/publish/publish-records.db.test.ts' },
  },
];
