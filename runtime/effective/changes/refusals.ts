import { refusal } from '../../common/refusal.ts';

export const changeSetsNotKept = refusal('parameters-not-kept', 409);
export const changeSetUnknown = refusal('changeset-unknown', 404);
export const changeSetForbidden = refusal('changeset-forbidden', 403);
export const changeSetState = refusal('changeset-state', 409);
export const changeSetMoved = refusal('changeset-moved', 412);
export const changeSetScheduled = refusal('changeset-scheduled', 409);
export const changeSetPointless = refusal('changeset-pointless', 403);
export const changeSetConflict = refusal('changeset-conflict', 409);
export const changeSetWrong = refusal('changeset-wrong', 422);
export const changeSetEmpty = refusal('changeset-empty', 422);
export const approvalNeeded = refusal('approval-needed', 409);
export const formUnknown = refusal('form-unknown', 404);
export const approverIsAuthor = refusal('approver-is-author', 403);
export const nothingToApprove = refusal('nothing-to-approve', 409);
export const scheduleWrong = refusal('schedule-wrong', 422);
export const nothingToUndo = refusal('nothing-to-undo', 409);
/** The design that it names is gone. */
export const setDesignGone = refusal('changeset-design', 409);
/** The design is there, and not for the caller to see. */
export const setDesignUnshared = refusal('changeset-design-unshared', 409);
export const setDesignBroken = refusal('changeset-design-broken', 409);
/** Cases that pass now would not any more. */
export const changeSetCases = refusal('changeset-cases', 409);
