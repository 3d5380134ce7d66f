import { str } from '@lit/localize';

/** Two-step verification, and what a sign-in asks for beside the password. */
export const texts = {
  app: 'Authenticator app',
  'app-add': 'Add an authenticator app',
  'app-add-ask': 'Add an authenticator app…',
  'app-add-do': 'Add',
  'app-add-means': 'First confirm that it is you.',
  'app-add-more': 'Add one more app…',
  'app-added': str`Added ${0}`,
  'app-code': 'Enter the 6 digits that the app shows now:',
  'app-name': 'My phone',
  'app-needed': 'Your role asks for two-step verification',
  'app-open':
    'Open an authenticator app on your phone, such as Microsoft Authenticator, Google Authenticator or 2FAS.',
  'app-remove': 'Remove',
  'app-remove-means': str`Remove “${0}”: it will no longer sign you in.`,
  'app-remove-of': str`Remove “${0}”`,
  'app-scan': 'Add an account and scan this QR code:',
  'app-type': 'If you cannot scan it, enter this key:',
  'confirm-again': 'Confirm that it is you',
  'confirm-again-means':
    'This change is about security: first confirm that it is you. You are not asked again for 15 minutes.',
  forgotten: 'Forgot the password?',
  'forgotten-back': 'Back to sign-in',
  'forgotten-means': 'Enter your user name; a link to reset the password is sent to your e-mail address.',
  'forgotten-send': 'Send the link',
  'forgotten-sent':
    'If there is such a user with an e-mail address, the link is on its way; it works for 30 minutes. If nothing arrives, look in the junk mail, or ask an administrator to reset the password.',
  'forgotten-title': 'Forgot the password',
  passkey: 'Passkey',
  'passkey-add-ask': 'Add a passkey…',
  'passkey-add-means':
    'First confirm that it is you; then your browser asks for the fingerprint, face or PIN of this device, or for a security key.',
  'passkey-confirm': 'Confirm with a passkey',
  'passkey-instead': 'Use a passkey instead',
  'passkey-means': 'The fingerprint, face or PIN of this device, or a security key.',
  'passkey-not-done': 'Not confirmed with a passkey: try again, or another way.',
  'passkey-there': 'This device has a passkey here already.',
  'new-password-choose': 'Choose a new password',
  'new-password-means': 'Choose one that only you know.',
  'password-least': str`At least ${0} characters`,
  'password-missing': str`, {${0}|more is|more are} needed`,
  'password-rule':
    'Not a common password, and without your user name. A sentence only you know is best; the longer, the safer.',
  'password-rule-of-other':
    'Not a common password, and without the user name. A sentence is best; the longer, the safer.',
  'password-shown': 'Show password',
  'password-temporary': 'The user chooses another at the next sign-in',
  'recovery-codes-done': 'Saved',
  'recovery-codes-keep': 'Save your recovery codes',
  'recovery-codes-kept': 'Saved, continue',
  'recovery-codes-left': str`{${0}|recovery code|recovery codes} left.`,
  'recovery-codes-means':
    'If you lose your phone, a recovery code replaces the code of the app; each works once. Save them now: they will not be shown again.',
  'recovery-codes-none': 'No recovery codes are left: replace them.',
  'recovery-codes-renew': 'Replace recovery codes…',
  'recovery-codes-renew-means': 'Replace the recovery codes: those of before will no longer work.',
  'two-step': 'Two-step verification',
  'two-step-code': 'Code',
  'two-step-code-means':
    'Enter the 6 digits that your authenticator app shows under Guiju; without your phone, enter a recovery code.',
  'two-step-passkey-elsewhere':
    'Your passkey does not work at this address or in this browser: enter a recovery code.',
  'two-step-passkey-or-code':
    'Without your passkey, enter the 6 digits that your authenticator app shows under Guiju, or a recovery code.',
  'two-step-passkey-or-recovery': 'Without your passkey, enter a recovery code.',
  'two-step-else': 'Sign in as someone else',
  'two-step-go-on': 'Continue',
  'two-step-needed':
    'Your role asks for two-step verification: signing in with your password will also need a second step.',
  'two-step-due':
    'Your role asks for two-step verification: add an authenticator app or a passkey now, or at your next sign-in with a password.',
  'two-step-of-user': 'Signing in with a password also asks this user for a code or a passkey.',
  'two-step-of-user-due':
    'A role of this user asks for two-step verification: an authenticator app or a passkey is added at the next sign-in with a password.',
  'two-step-of-user-off': 'The password alone signs in.',
  'two-step-of-user-on': str`Signing in with a password also asks for one of: ${0}`,
  'two-step-off':
    'Your password alone signs you in. With an authenticator app or a passkey, nobody else can sign in even if they learn it.',
  'two-step-on':
    'Signing in with your password also asks for one of these: a code that the app shows, or the passkey. A passkey also replaces your password.',
  'two-step-turn-off': 'Turn off two-step verification',
  'two-step-turn-off-ask': 'Turn off two-step verification…',
  'two-step-turn-off-means':
    'Removes all authenticator apps, passkeys and recovery codes of this user: the next sign-in needs the password alone. First make sure who is asking for it.',
  'two-step-turn-off-needed':
    'Removes all authenticator apps, passkeys and recovery codes of this user, whose role asks for two-step verification: one is added at the next sign-in. First make sure who is asking for it.',
  'two-step-turned-off': 'Two-step verification of this user was turned off',
};
