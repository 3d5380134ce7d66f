import type { Mutant } from './mutant.ts';

const resolution = { file: 'rules/params/resolution.test.ts' };
const watching = { file: 'runtime/http/params/watch.db.test.ts' };
const laws = { file: 'runtime/http/params/watch-laws.db.test.ts' };
const apollo = { file: 'runtime/http/apollo/apollo.db.test.ts' };
const flags = { file: 'runtime/http/ofrep/ofrep.db.test.ts' };

const past = { file: 'runtime/effective/past/past.db.test.ts' };
const many = { file: 'runtime/http/params/many.db.test.ts' };
const files = { file: 'runtime/http/params/value-files.db.test.ts' };

/** Faults in which value of a parameter is effective, and what may be set. */
export const ofParameters: readonly Mutant[] = [
  {
    file: 'rules/params/effective.ts',
    find: 'if (said.locked) lock = said;',
    replace: 'if (said.locked) lock ??= said;',
    why: 'the nearest lock wins over the topmost',
    suite: resolution,
  },
  {
    file: 'rules/params/effective.ts',
    find: 'return lock ?? nearest;',
    replace: 'return nearest ?? lock;',
    why: 'what is set below a lock is read',
    suite: resolution,
  },
  {
    file: 'rules/params/effective.ts',
    find: 'const orgs = inherited ? path : path.slice(0, 1);',
    replace: 'const orgs = path;',
    why: 'what is not inherited is',
    suite: resolution,
  },
  {
    file: 'rules/params/set-value.ts',
    find: 'date > validTo',
    replace: 'date >= validTo',
    why: 'a value does not hold on its last day',
    suite: resolution,
  },
  {
    file: 'rules/params/address.ts',
    find: 'return tax === key ? [key, everyInstance] : [key, tax, everyInstance];',
    replace: 'return tax === key ? [key, everyInstance] : [tax, key, everyInstance];',
    why: 'a tax number is asked before its machine',
    suite: resolution,
  },
  {
    file: 'runtime/effective/past/past.ts',
    find: 'if (parameters && parameters.revision === newest) return parameters;',
    replace: 'if (parameters) return parameters;',
    why: 'the past is answered by what is set today',
    suite: past,
  },
  {
    file: 'runtime/effective/past/effective-history.ts',
    find: 'const zone = () => organisations.zone(org ?? callOrg) ?? defaultZone;',
    replace: 'const zone = () => defaultZone;',
    why: 'days of the past begin in the zone of the platform',
    suite: past,
  },
  {
    file: 'runtime/params/many/plan-values.ts',
    find: 'if (was && seen && item.ifMatch === undefined)',
    replace: 'if (was && !seen && item.ifMatch === undefined)',
    why: 'of many values those that stand are replaced unseen',
    suite: many,
  },
  {
    file: 'runtime/params/many/plan-values.ts',
    find: 'one.is?.locked ? deepest * 2 - depth : depth;',
    replace: 'one.is?.locked ? -depth : depth + deepest;',
    why: 'of many values those that lock go before those below them',
    suite: many,
  },
  {
    file: 'runtime/params/file/value-row.ts',
    find: "set.raw === null ? 'value' : 'raw'",
    replace: "'value'",
    why: 'a file forgets how values were spelt',
    suite: files,
  },
  {
    file: 'runtime/tenant/state-rewind.ts',
    find: 'yield* midnights(instant);',
    replace: '',
    why: 'whoever comes back does not hear of days that began between two writes',
    suite: laws,
  },
  {
    file: 'runtime/http/params/watch-parameters.ts',
    find: 'const skipped = Math.min(last.skip, batch.changes.length);',
    replace: 'const skipped = Math.min(0, batch.changes.length);',
    why: 'of several changes of one write those that were heard come again',
    suite: watching,
  },
  {
    file: 'runtime/params/watch/watching.ts',
    find: 'let hear: Listener = (batch) => void waiting.push(batch);',
    replace: 'let hear: Listener = () => {};',
    why: 'what is written while a watcher catches up is lost',
    suite: { file: 'runtime/params/watch/watching.test.ts' },
  },
  {
    file: 'runtime/http/pipeline/watchers.ts',
    find: 'if (!principal || !entry.watcher.may(principal)) {',
    replace: 'if (!principal) {',
    why: 'a watcher hears on after his right is gone',
    suite: watching,
  },
  {
    file: 'runtime/http/apollo/apps.ts',
    find: 'if (signer !== appId || ',
    replace: 'if (',
    why: 'one application reads with the signature of another',
    suite: apollo,
  },
  {
    file: 'runtime/http/apollo/apps.ts',
    find: 'if (Math.abs(now - Number(timestamp)) > signatureHolds) return false;',
    replace: '',
    why: 'a signature that somebody overheard is good for ever',
    suite: apollo,
  },
  {
    file: 'runtime/http/ofrep/context.ts',
    find: 'return org && (org.id === principal.org || principal.rights.uses(org.id)) ? org.id : undefined;',
    replace: 'return org?.id;',
    why: 'a context names an organisation that the credential does not reach',
    suite: flags,
  },
  {
    file: 'rules/params/effective-changes.ts',
    find: 'new Set([null, ...states.flatMap(({ orgs }) => [...orgs.ids()])])',
    replace: 'new Set([null, ...[...(states.at(-1)?.orgs.ids() ?? [])]])',
    why: 'an organisation that is gone is told to nobody',
    suite: { file: 'rules/params/effective-changes.test.ts' },
  },
];
