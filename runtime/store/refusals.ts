import { refusal } from '../refusal.ts';

/** What the store refuses; the sentences stand in `runtime/messages/store.ts`, those of the first two with HTTP's. */
export const forbidden = refusal('forbidden', 403);
export const recordUnknown = refusal('record-unknown', 404);
export const contentWrong = refusal('content-wrong', 422);
export const queryWrong = refusal('query-wrong', 400);
const cursorRefused = refusal('cursor-wrong', 400);
export const cursorWrong = () => cursorRefused({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
export const conflict = refusal('conflict', 412);
export const deletedMeanwhile = refusal('deleted-meanwhile', 412);
export const notCreator = refusal('not-creator', 403);
export const stillReferred = refusal('still-referred', 409);
export const disabledStays = refusal('disabled-stays', 409);
export const numberTaken = refusal('number-taken', 409);
export const uniqueTaken = refusal('unique-taken', 409);
export const presetLocked = refusal('preset-kept', 409);
export const sharingRefused = refusal('sharing-refused', 409);
export const moveClash = refusal('organisation-move-clashes', 409);
export const nothingOwnable = refusal('nothing-ownable', 409);
export const actionUnknown = refusal('action-unknown', 404);
export const actionParams = refusal('action-params', 422);
export const actionRefused = refusal('action-refused', 409);
export const settingOnly = refusal('setting-only', 405);
export const versionUnknown = refusal('version-unknown', 404);
export const busy = refusal('too-busy', 503);
export const modelMoved = refusal('model-moved', 503);
