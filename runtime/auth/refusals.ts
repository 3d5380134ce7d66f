import { refusal } from '../refusal.ts';

export const signInFailed = refusal('sign-in-failed', 401);
export const tooManyAttempts = refusal('too-many-attempts', 429);
export const passwordRefused = refusal('password-refused', 422);
