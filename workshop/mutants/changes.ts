import type { Mutant } from './mutant.ts';

const ofApprovals = { file: 'runtime/http/changes/approvals.db.test.ts' };
const ofSets = { file: 'runtime/http/changes/change-sets.db.test.ts' };
const ofCases = { file: 'runtime/http/design/cases.db.test.ts' };
const ofDesigns = { file: 'runtime/http/changes/with-design.db.test.ts' };
const ofSchedule = { file: 'runtime/http/changes/scheduled.db.test.ts' };

/** Change sets: who sees, writes and approves them, what they overwrite, what is undone. */
export const ofChanges: readonly Mutant[] = [
  {
    file: 'runtime/effective/changes/publish-set.ts',
    find: 'if (seen.acceptCases === undefined) await requireCases(parts, call, set);',
    replace: '',
    why: 'a set is published though a case fails by it',
    suite: ofCases,
  },
  {
    file: 'runtime/effective/changes/approving.ts',
    find: 'return createdBy.id === user || editors.includes(user) || proposed?.id === user;',
    replace: 'return createdBy.id === user || proposed?.id === user;',
    why: 'whoever edited a set approves his own work',
    suite: ofApprovals,
  },
  {
    file: 'rules/changes/states.ts',
    find: "edit: { from: ['draft', 'waiting', 'approved', 'scheduled', 'rejected', 'failed'], to: 'draft' },",
    replace:
      "edit: { from: ['draft', 'waiting', 'approved', 'scheduled', 'rejected', 'failed'], to: 'draft', keepsApproval: true },",
    why: 'an approval holds for what was edited after it',
    suite: ofApprovals,
  },
  {
    file: 'runtime/effective/changes/publish-set.ts',
    find: 'if (!approver || hadHand(set, approved.id) || !mayApproveItems(served, approver, items, reasons))',
    replace: 'if (!approver || hadHand(set, approved.id))',
    why: 'what somebody approved is published though he may approve no more',
    suite: ofApprovals,
  },
  {
    file: 'runtime/storage/store/record/access.ts',
    find: 'if (approved || harmless.has(action) || !served.approvals?.forms.has(form.id)) return;',
    replace: "if (approved || action !== 'create' || !served.approvals?.forms.has(form.id)) return;",
    why: 'records that need approval are changed by other doors',
    suite: ofApprovals,
  },
  {
    file: 'runtime/effective/changes/item-rights.ts',
    find: 'about.some((place) => mayWrite(served, rights, place) || mayApprove(served, rights, place))',
    replace: 'about.length > 0',
    why: 'everybody sees every change set',
    suite: ofSets,
  },
  {
    file: 'runtime/effective/changes/answer-item.ts',
    find: 'if (!seesItem(call.served, call.rights, placeAbout(item))) return { id, action, hidden: true };',
    replace: '',
    why: 'whoever sees a set sees values of organisations that are not his',
    suite: ofSets,
  },
  {
    file: 'rules/changes/conflicts.ts',
    find: 'return revisionOf(item.base) === revisionOf(there) ? [] : [{ item, base: item.base, now: there }];',
    replace: 'return item.base === null || there !== null ? [] : [{ item, base: item.base, now: there }];',
    why: 'that somebody was faster is told by nothing but a refusal',
    suite: ofSets,
  },
  {
    file: 'rules/changes/roll-back.ts',
    find: 'if ((there?.revision || null) !== expected) {',
    replace: 'if (there === null && expected !== null) {',
    why: 'a roll back undoes what others changed since',
    suite: ofSets,
  },
  {
    file: 'runtime/effective/changes/scheduled.ts',
    find: 'if (set.notAfter !== null && set.notAfter < at) {',
    replace: 'if (set.notAfter === at) {',
    why: 'what was missed for too long is published all the same',
    suite: ofSchedule,
  },
  {
    file: 'runtime/effective/changes/answer-item.ts',
    find: "return { ...said, id: value['id'] };",
    replace: 'return value;',
    why: 'a change set tells the number and name of what a record refers to',
    suite: { file: 'runtime/http/changes/withheld.db.test.ts' },
  },
  {
    file: 'runtime/effective/changes/preview-set.ts',
    find: 'sight: call.rights, ',
    replace: '',
    why: 'a preview tells what whoever proposed may see to whoever looks',
    suite: { file: 'runtime/http/changes/withheld.db.test.ts' },
  },
  {
    file: 'runtime/effective/changes/publish-set.ts',
    find: '      if (outcome.failures.length > 0) throw refusalOf(set, order, outcome);',
    replace: '',
    why: 'a design is published though an item of its change set cannot be written',
    suite: ofDesigns,
  },
  {
    file: 'runtime/effective/changes/publish-set.ts',
    find: '  const judged = await judgingCall(parts, call, set);',
    replace: '  const judged = call;',
    why: 'values of what only the design defines are judged as though it were not there',
    suite: ofDesigns,
  },
  {
    file: 'runtime/effective/changes/judging-call.ts',
    find: '    throw sharing ? setDesignUnshared({ by: sharing.by.name }) : setDesignGone({ id });',
    replace: '    if (!sharing) return null;\n    throw setDesignUnshared({ by: sharing.by.name });',
    why: 'a change set is published without its design when that was discarded',
    suite: ofDesigns,
  },
  {
    file: 'runtime/preparation/design/publish-design.ts',
    find: 'if (call.served.approvals?.designs && !call.approved && (!approved || approvedAt !== log.length))',
    replace: 'if (call.served.approvals?.designs && !call.approved && approved && approvedAt !== log.length)',
    why: 'a design that nobody agreed to goes live by a change set',
    suite: ofDesigns,
  },
  {
    file: 'runtime/model/packages/adopt-origins.ts',
    find: '  if (moved.size === 0) return;',
    replace: '  if (moved.size >= 0) return;',
    why: 'records that came with the layer are made again when it becomes a package',
    suite: { file: 'runtime/http/design/ship.db.test.ts' },
  },
  {
    file: 'runtime/preparation/design/create-designs.ts',
    find: 'idFrom(`${call.user.id} ${key}`, keyedIds)',
    replace: 'newId()',
    why: 'a design is begun twice when its answer was lost',
    suite: { file: 'runtime/http/design/designs.db.test.ts' },
  },
  {
    file: 'runtime/storage/store/list/search-hits.ts',
    find: "  if (found === 'unknown' || !named) return found;",
    replace: '  if (found || !named) return found;',
    why: 'what is found by the name of an option is not counted where there is an index of texts',
    suite: { file: 'runtime/storage/search/search.db.test.ts' },
  },
  {
    file: 'rules/changes/item.ts',
    find: "const what = action === 'enable' || action === 'disable' ? 'enabled' : 'content';",
    replace: "const what = 'content';",
    why: 'a change that is put into a set replaces that a record is enabled',
    suite: { file: 'rules/changes/changes.test.ts' },
  },
];
