import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Dialogs of the browser outside the kit, and why. */
const ownDialogs: Readonly<Record<string, string>> = {
  'ui/app/gj-app.ts': 'asks whose session ended to sign in again: nobody leaves it',
  'ui/app/gj-palette.ts': 'is a box to type into, with what it finds below',
  'ui/list/gj-list-sheet.ts': 'is a sheet that takes the whole window',
};

/**
 * Dialogs in which something is done and that are no data for `openForm`, and why. They lie on the kit's `gj-dialog`.
 */
const laidByHand: Readonly<Record<string, string>> = {
  'ui/administration/set-back/gj-set-back-dialog.ts':
    'goes from step to step, and back to choose another moment',
  'ui/changes/gj-if-organisation-dialog.ts': 'offers what takes away what stops it',
  'ui/condition/gj-condition-window.ts': 'holds an editor of conditions, which says what is wrong with them',
  'ui/design/gj-design-over.ts': 'asks whose word holds: to leave it is an answer',
  'ui/einvoicing/desk/gj-desk-batch.ts': 'becomes the progress of what it sent',
  'ui/einvoicing/desk/gj-desk-issuing.ts': 'is the progress itself, stopped and begun again from there',
  'ui/einvoicing/desk/gj-desk-plan.ts': 'asks questions until the plan has none, and becomes its progress',
  'ui/einvoicing/desk/gj-desk-red.ts': 'is a table to type into, and becomes the progress of what it made',
  'ui/einvoicing/lines/gj-line-discounts.ts': 'is a table to type into, which says what each line comes to',
  'ui/files/edit/gj-picture-editor.ts': 'is a picture to draw on',
  'ui/files/gj-file-links.ts': 'shows an address that is known once, and what holds is ended from there',
  'ui/list/gj-bulk-edit.ts': 'has the control of whichever field is picked, which takes in what is typed',
  'ui/list/gj-report-dialog.ts': 'tells what was done, which is taken back or repeated from there',
  'ui/match/lab/gj-lab-record.ts': 'holds a whole record',
  'ui/organisations/sharing/gj-assign-dialog.ts': 'finds out while it is open who has the records already',
  'ui/params/gj-values-import.ts': 'judges a file again when somebody goes on from its reason',
  'ui/record/compare/gj-record-conflict.ts': 'asks place by place whose word holds',
  'ui/record/gj-record-gone.ts': 'has two ways out, each of which saves',
  'ui/record/gj-record-maker.ts': 'holds a whole record',
  'ui/record/unsaved/gj-unsaved-offers.ts': 'has two ways out, neither of which sends anything',
  'ui/sheet/transfer/gj-export-frame.ts': 'becomes the progress of what it ordered',
  'ui/sheet/transfer/gj-import-dialog.ts': 'goes from step to step, and back for another file',
};

/** Files that keep by hand whether a call is under way, or why it failed, each with its reason. */
const stateByHand: Readonly<Record<string, string>> = {
  'ui/administration/people/sign-in-page.ts':
    'is there before anything else is fetched: notices would be a third more',
  'ui/condition/facts/gj-document-pick.ts': 'is asked page by page by a combo box',
  'ui/design/work/design-data.ts': 'is opened once, by whichever page comes first',
  'ui/einvoicing/scan/gj-scan-page.ts': 'is a stranger’s, who fetches no kit with the session in it',
  'ui/fields/controls/picking-control.ts': 'is asked page by page by a combo box',
  'ui/list/state/list-data.ts': 'hears from the grid which page did not come',
  'ui/record/editor/record-editor.ts': 'tells four outcomes of a save apart, and what is wrong at each place',
};

const sources = globSync('ui/**/*.ts')
  .filter((path) => !/\.(test|suite)\.ts$/.test(path))
  .sort()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Files outside of these in which it is so. */
function found(isIt: (text: string) => boolean, outside: RegExp): readonly string[] {
  return sources.filter(({ path, text }) => !outside.test(path) && isIt(text)).map(({ path }) => path);
}

describe('dialogs of the web UI', () => {
  it('are those of the kit, but for a few, each with its reason', () => {
    const markup = /<dialog\b|<vaadin-(confirm-)?dialog\b|vaadin-(confirm-)?dialog\.js|\.showModal\(/;
    expect(found((text) => markup.test(text), /^ui\/kit\/dialog\//)).toEqual(Object.keys(ownDialogs).sort());
  });

  it('that do something are said as data, but for a few, each with its reason', () => {
    const acts = /slot="actions"|class="primary"/;
    const own = found((text) => text.includes('<gj-dialog') && acts.test(text), /^ui\/kit\/dialog\//);
    expect(own).toEqual(Object.keys(laidByHand).sort());
    expect(found((text) => text.includes('openForm('), /^ui\/kit\//).length).toBeGreaterThan(20);
  });
});

describe('what the web UI loads and does', () => {
  it('is busy and fails through the kit, but for a few, each with its reason', () => {
    const kept = /\bthis\.#?((failure|busy) = |\w+ = failure(Text\(|;))|\b(failure|busy): state\b/;
    const own = found((text) => kept.test(text), /^ui\/kit\/(doing|loading|growing-list)\.ts$/);
    expect(own).toEqual(Object.keys(stateByHand).sort());
  });
});

describe('lists to pick from', () => {
  it('look as the kit has them', () => {
    const bare = sources.filter(({ text }) =>
      [...text.matchAll(/<select\b([^>]*)/g)].some(([, said = '']) => !/class="[^"]*\bplain\b/.test(said)),
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });
});

describe('an element', () => {
  it('says its classes once: the second list of them is dropped', () => {
    const twice = found((text) => /<[a-z][\w-]*\b[^<>]*\sclass="[^"<>]*"[^<>]*\sclass="/.test(text), /^$/);
    expect(twice).toEqual([]);
  });
});
