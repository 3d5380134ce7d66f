import type { Migration } from 'kysely/migration';
import type { Words } from './common/words.ts';

/**
 * In the order they run; loaded only when they have to. One that was released never changes, nor does its name here,
 * which databases keep; a folder of numbers only makes room.
 *
 * One whose name ends with `.additive` only adds tables, indexes and columns that may be left out, and nothing that an
 * earlier version writes is wrong without what it adds: servers of that version go on beside it, so that servers are
 * upgraded one by one. One that does anything else fails when it runs, and one without that end stops earlier versions.
 */
export const migrations: Readonly<Record<string, () => Promise<{ migration: (words: Words) => Migration }>>> =
  {
    '0001-platform': () => import('./0001-0019/0001-platform.ts'),
    '0002-preferences': () => import('./0001-0019/0002-preferences.ts'),
    '0003-trail': () => import('./0001-0019/0003-trail.ts'),
    '0005-keys': () => import('./0001-0019/0005-keys.ts'),
    '0006-search': () => import('./0001-0019/0006-search.ts'),
    '0007-learned': () => import('./0001-0019/0007-learned.ts'),
    '0008-commits': () => import('./0001-0019/0008-commits.ts'),
    '0009-readers': () => import('./0001-0019/0009-readers.ts'),
    '0010-trusted-keys': () => import('./0001-0019/0010-trusted-keys.ts'),
    '0011-archives': () => import('./0001-0019/0011-archives.ts'),
    '0012-packed': () => import('./0001-0019/0012-packed.ts'),
    '0013-dropped-records': () => import('./0001-0019/0013-dropped-records.ts'),
    '0014-issuing': () => import('./0001-0019/0014-issuing.ts'),
    '0015-schedule': () => import('./0001-0019/0015-schedule.ts'),
    '0016-designs': () => import('./0001-0019/0016-designs.ts'),
    '0017-undo': () => import('./0001-0019/0017-undo.ts'),
    '0018-done': () => import('./0001-0019/0018-done.ts'),
    '0019-node-names': () => import('./0001-0019/0019-node-names.ts'),
    '0020-contents': () => import('./0020-contents.ts'),
    '0021-file-links': () => import('./0021-file-links.ts'),
    '0022-carried-links': () => import('./0022-carried-links.ts'),
    '0023-fills': () => import('./0023-fills.ts'),
    '0024-inbox': () => import('./0024-inbox.ts'),
    '0025-replaced': () => import('./0025-replaced.ts'),
    '0026-session-origins': () => import('./0026-session-origins.ts'),
    '0027-thinning.additive': () => import('./0027-thinning.ts'),
    '0028-designed.additive': () => import('./0028-designed.ts'),
    '0029-session-places.additive': () => import('./0029-session-places.ts'),
    '0030-authenticators.additive': () => import('./0030-authenticators.ts'),
    '0031-audit-links.additive': () => import('./0031-audit-links.ts'),
    '0032-node-days.additive': () => import('./0032-node-days.ts'),
    '0033-message-traces.additive': () => import('./0033-message-traces.ts'),
  };
