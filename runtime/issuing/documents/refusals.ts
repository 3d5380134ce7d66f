import { refusal } from '../../refusal.ts';

export const answerNeeded = refusal('issue-answer-needed', 409);
export const tooManyApplications = refusal('issue-too-many', 422);
export const deliveryMissing = refusal('delivery-missing', 422);
export const approvalMissing = refusal('issue-not-approved', 409);
export const nothingToIssue = refusal('issue-stopped', 409);
export const applicationUnfit = refusal('application-unfit', 422);
export const creditRefused = refusal('credit-refused', 409);
export const nothingToReverse = refusal('nothing-to-reverse', 409);
export const blueUsedUp = refusal('blue-used-up', 409);
export const confirmationNeeded = refusal('red-confirmation-needed', 409);
export const faceMissing = refusal('invoice-face-missing', 404);
export const runGoing = refusal('run-going', 409);
export const bureauMissing = refusal('bureau-not-connected', 409);
export const imageCodeDisabled = refusal('image-code-disabled', 409);
export const imageCodeMissing = refusal('image-code-missing', 409);
export const coverMissing = refusal('cover-missing', 409);
