import type { Gate, SignedIn, SignInFrom } from './gate.ts';

/** Signs in somebody of whom nothing but the password is asked. */
export async function signInAs(
  gate: Pick<Gate, 'signIn'>,
  user: string,
  password: string,
  from: SignInFrom = { address: '::1', agent: null, requestId: 't' },
): Promise<SignedIn> {
  const answer = await gate.signIn(user, password, from);
  if ('step' in answer) throw new Error(`signing in ${user} asks for ${answer.step}`);
  return answer;
}
