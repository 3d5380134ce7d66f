import type { Mutant } from './mutant.ts';

const merge = 'metadata/merge/merge-packages.ts';
const leaning = 'metadata/merge/leaning.ts';
const needs = 'metadata/merge/resolve-needs.ts';
const local = 'metadata/merge/edit-local.ts';
const installer = 'runtime/preparation/install/create-installer.ts';
const plan = 'runtime/preparation/install/plan-install.ts';
const rehearsal = 'runtime/preparation/install/rehearse-install.ts';
const installed = 'runtime/preparation/install/merge-installed.ts';
const laws = { file: 'metadata/merge/merge-laws.test.ts' };
const merges = { file: 'metadata/merge/merge-packages.test.ts' };
const installs = { file: 'runtime/preparation/install/install.db.test.ts' };
const cases = { file: 'runtime/preparation/install/cases.db.test.ts' };
const madeInto = { file: 'runtime/http/design/ship.db.test.ts' };
const log = { file: 'metadata/design/design-log.test.ts' };
const workbooks = { file: 'metadata/design/workbook/propose.test.ts' };

/** Packages from outside: what is asked, what is taken without asking, what fits what, what must not be installed. */
export const ofInstalling: readonly Mutant[] = [
  {
    file: merge,
    find: 'if (sameData(base, theirs) || sameData(ours, theirs)) return;',
    replace: 'if (sameData(base, theirs)) return;',
    why: 'who already says what the new version says is asked about it',
    suite: laws,
  },
  {
    file: merge,
    find: 'if (sameData(base, theirs) || sameData(ours, theirs)) return;',
    replace: 'return;',
    why: 'what both changed is asked of nobody',
    suite: laws,
  },
  {
    file: merge,
    find: "if (answer === undefined || answer === 'ours') return;",
    replace: "if (answer !== 'theirs') return;",
    why: 'an answer that is a value of its own is not written',
    suite: laws,
  },
  {
    file: merge,
    find: 'if (!looser) continue;',
    replace: '',
    why: 'a lock that the customer made stricter is taken from him',
    suite: laws,
  },
  {
    file: merge,
    find: "const looser = 'refused' in rule.merge(theirs ?? undefined, ours);",
    replace: 'const looser = false;',
    why: 'a lock that a new version makes stricter does not hold',
    suite: laws,
  },
  {
    file: merge,
    find: 'if (known || !other || sameData(other.label, option.label)) continue;',
    replace: 'continue;',
    why: 'two meanings of one new option are told to nobody',
    suite: merges,
  },
  {
    file: merge,
    find: 'if (all.length < 2 || all.some((one) => one.package === localPackage)) return false;',
    replace: 'return false;',
    why: 'of two packages that say otherwise the later one wins in silence',
    suite: merges,
  },
  {
    file: merge,
    find: 'return !buildsOn(a.package, b.package) && !buildsOn(b.package, a.package);',
    replace: 'return true;',
    why: 'who builds on another is taken for a rival of it',
    suite: merges,
  },
  {
    file: merge,
    find: 'if (was === undefined || sameData(was, is)) return true;',
    replace: 'return true;',
    why: 'a word that was not taken is never heard again, whatever it becomes',
    suite: merges,
  },
  {
    file: leaning,
    find: 'keep(owner, { form: spot.form, path: part, part: true });',
    replace: '{}',
    why: 'a part that others build on goes with the version that leaves it out',
    suite: merges,
  },
  {
    file: leaning,
    find: 'for (const other of mentionedIn(known.source as Json)) if (gone.has(other)) wanted.add(other);',
    replace: '',
    why: 'a form that is kept points at one that is not',
    suite: merges,
  },
  {
    file: needs,
    find: 'const isMet = found !== null && (!isRange(range) || fitsRange(found, range));',
    replace: 'const isMet = found !== null;',
    why: 'a version that does not fit is taken for one that does',
    suite: merges,
  },
  {
    file: needs,
    find: 'all.toSorted((a, b) => (isNewerVersion(a.one.version, b.one.version) ? -1 : 1)),',
    replace: 'all.toSorted((a, b) => (isNewerVersion(a.one.version, b.one.version) ? 1 : -1)),',
    why: 'of several versions that fit the oldest is installed',
    suite: merges,
  },
  {
    file: needs,
    find: 'const rest = installed.filter(({ name }) => !names.has(name));',
    replace: 'const rest: readonly Needing[] = [];',
    why: 'what is installed already is asked neither what it needs nor what it gives',
    suite: merges,
  },
  {
    file: local,
    find: 'files.flatMap((file) => (speaks(file) ? without(file, member, target) : [file]));',
    replace: 'files;',
    why: 'a word that the customer takes back stays',
    suite: laws,
  },
  {
    file: installed,
    find: 'return kept ? { ...one, dropped: kept } : one;',
    replace: 'return one;',
    why: 'what leans on what a version leaves out compiles no more',
    suite: { ...installs, tests: 'go on compiling' },
  },
  {
    file: installer,
    find: 'if (seen.hash !== how.hash || seen.publication.hash === undefined) throw planChanged();',
    replace: 'if (seen.publication.hash === undefined) throw planChanged();',
    why: 'what is installed is not what was seen',
    suite: installs,
  },
  {
    file: plan,
    find: 'questions: unanswered(merged.questions) + unanswered(recordQuestions),',
    replace: 'questions: 0,',
    why: 'a plan with open questions can be carried out',
    suite: installs,
  },
  {
    file: rehearsal,
    find: "after.outcome === 'failed' && before?.outcome !== 'failed'",
    replace: "after.outcome === 'failed' && before?.outcome === 'failed'",
    why: 'a case that an install breaks stops nobody',
    suite: cases,
  },
  {
    file: 'runtime/preparation/design/ship-layer.ts',
    find: 'if (staying.has(id)) throw',
    replace: 'if (!staying.has(id)) throw',
    why: 'a package is made that speaks of a form of the layer above it',
    suite: madeInto,
  },
  {
    file: 'metadata/design/ship.ts',
    find: '(owner !== as.prefix && { adopts: [owner] })',
    replace: '(owner === as.prefix && { adopts: [owner] })',
    why: 'fields that a package takes over are refused for the mark they bear',
    suite: madeInto,
  },
  {
    file: 'metadata/design/design-log.ts',
    find: '[...active].filter((one) => began.get(one) === began.get(does.of))',
    replace: '[does.of]',
    why: 'an undo takes back the last letters alone of what was typed',
    suite: log,
  },
  {
    file: 'metadata/design/design-log.ts',
    find: "if (does.do === 'point' || does.do === 'return') last.clear();\n",
    replace: '',
    why: 'an undo goes back behind a moment that was named while somebody typed',
    suite: log,
  },
  {
    file: 'metadata/design/workbook/profile.ts',
    find: 'this.#code ||= /^0\\d+$/.test(text)',
    replace: 'this.#code ||= /^00\\d+$/.test(text)',
    why: 'a column of codes that begin with 0 becomes numbers, and the 0 is lost',
    suite: workbooks,
  },
];
